package io.threadpoolctl.actuate;

import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.actuate.measured.Measured;
import io.threadpoolctl.actuate.measured.ProcessorUse;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells which pools make threads wait for processors, as it was measured between two readings. A pool is told of only if its
 * width can be why: more threads are at work than there are processors, callers outside scopes are in native code now, and
 * native threads ran.
 */
final class WaitingAdvice {

    /** Of the time that threads could have run. Two threads for each processor wait half of it. */
    private static final double MUCH = 0.25;

    /** Of the time that threads ran: idle workers have less. Those of an OpenBLAS with twelve callers had a twelfth. */
    private static final double LITTLE = 0.01;

    private static final double PERCENT = 100;

    private final @Nullable ProcessorUse lately;
    private final IntSupplier unlimitedCallers;
    private @Nullable Integer callers;

    /**
     * @param measured {@code null} where nothing can be
     * @param unlimitedCallers counts threads in native code that have no scope; asked only if threads wait
     */
    WaitingAdvice(@Nullable Measured measured, IntSupplier unlimitedCallers) {
        this.lately = measured == null ? null : measured.lately();
        this.unlimitedCallers = unlimitedCallers;
    }

    /** What is the matter with a pool, without what to do; {@code null} if nothing was measured that speaks against it. */
    @Nullable
    String about(PoolState pool, ThreadpoolsSnapshot snapshot) {
        Integer threads = pool.library().numThreads();
        int processors = snapshot.availableProcessors();
        ProcessorUse use = lately;
        if (use == null || threads == null || threads < 2 || use.waitingShare() < MUCH || !nativeThreadsMatter(use)) {
            return null;
        }
        long callersAtOnce = callers();
        if (callersAtOnce == 0 || threads * callersAtOnce <= processors) {
            return null;
        }
        return threads + " threads of " + pool.library().prefix() + " on " + processors
                + (processors == 1 ? " processor, " : " processors, ") + callersAtOnce
                + (callersAtOnce == 1 ? " caller, " : " callers at once, ")
                + Math.round(use.waitingShare() * PERCENT) + " % of the time waiting for a processor";
    }

    /** So that callers do not wait for one another. */
    String numberThatMends() {
        return callers() > 1 ? "1" : "auto";
    }

    private static boolean nativeThreadsMatter(ProcessorUse use) {
        return use.nativeRunning() == null || use.nativeRunning() >= LITTLE * use.running();
    }

    private int callers() {
        Integer known = callers;
        if (known == null) {
            known = unlimitedCallers.getAsInt();
            callers = known;
        }
        return known;
    }
}
