package io.threadpoolctl.spi;

import io.threadpoolctl.Reach;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A family's hold on one library: reads its thread count, limits it, puts back what was there.
 *
 * <p>{@link #limit} and {@link #restore} of a library whose reach is the process are called by one thread at a time;
 * everything else by any thread at any time. Implementations neither block nor log.
 */
public interface ThreadControl {

    /** What {@link #limit} reaches. */
    Reach reach();

    /**
     * The most threads that a call by this thread into the library uses now, at least 1.
     *
     * @return {@code null} if the library cannot be asked without harm
     */
    @Nullable
    Integer threads();

    /**
     * Sets the most threads that a call may use, and tells what it replaced.
     *
     * @param threads at least 1, and {@linkplain #admissible admissible}
     * @return what was there, in the library's own terms, to be given to {@link #restore} as it is
     */
    long limit(int threads);

    /**
     * Puts back what {@link #limit} replaced; on the same thread if the reach is {@link Reach#THREAD}.
     *
     * @param replaced what {@link #limit} returned
     */
    void restore(long replaced);

    /**
     * The number of threads that a replaced value stands for.
     *
     * @param replaced what {@link #limit} returned
     * @return {@code null} if it stands for none
     */
    default @Nullable Integer threadsOf(long replaced) {
        return replaced >= 1 ? Integer.valueOf((int) replaced) : null;
    }

    /**
     * The largest number up to the one asked for that the library can be set to without harm.
     *
     * @param threads at least 1
     * @return at least 1 and at most {@code threads}
     */
    default int admissible(int threads) {
        return threads;
    }

    /** What keeps {@link #admissible} below the number asked for, as a part of a sentence. */
    default String restriction() {
        return "the library takes certain numbers only";
    }

    /**
     * Why this library can never be limited, as a part of a sentence; {@code null} if it can. It is then reported, never
     * set, and shown as not honoured.
     */
    default @Nullable String obstacle() {
        return null;
    }

    /**
     * Sets what threads get that have set nothing for themselves, for a library whose reach is the thread. It may not reach
     * threads that have used the library before. Called by one thread at a time.
     *
     * @param threads at least 1, and {@linkplain #admissible admissible}
     * @return whether the library has such a value and it could be set now
     */
    default boolean setProcessDefault(int threads) {
        return false;
    }

    /**
     * Whether the library behaves differently for good once {@link #setProcessDefault} was called, even if the former number
     * is set again. Then it is called for limits of the process alone, not for caps, which come and go.
     */
    default boolean processDefaultLeavesTraces() {
        return false;
    }

    /**
     * Whether what {@link #limit} sets is a bound beside those of others, of which the smallest counts, as {@code
     * tbb::global_control} is. Then to find a smaller number than was set is in order; a number is set even where the library
     * has it already, since somebody else may take theirs away; and {@link #restore} takes away what this control has set,
     * all of it. A further {@link #limit} replaces the former one without a moment in which there is none.
     */
    default boolean isUpperBound() {
        return false;
    }

    /** Whether {@link #limit} may be called now. While it may not, the library is left alone and shown as not honoured. */
    default boolean settable() {
        return true;
    }

    /**
     * The value behind this control. Libraries whose controls have equal cells share one value: to limit one is to limit
     * the other. A {@link String} or a {@link Long} means the same value whoever asks, also in another class loader. A control
     * that is its own cell, as here, shares its value with no other.
     */
    default Object cell() {
        return this;
    }

    /** The version as the library itself reports it. */
    default @Nullable String version() {
        return null;
    }

    /** What the library makes its threads with. */
    default @Nullable String threadingLayer() {
        return null;
    }

    /** The processor type the library has chosen its code for. */
    default @Nullable String architecture() {
        return null;
    }

    /** What this family alone knows, by name. */
    default Map<String, Object> details() {
        return Map.of();
    }
}
