package io.threadpoolctl.internal.ledger;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The other copies of this code in the JVM, to be asked for what they know beside numbers. Question and answer are types of
 * the JDK, since every copy has classes of its own; a copy that does not know a question answers {@code null}. Copies refer to
 * each other weakly.
 */
final class Copies {

    /** The caps that this copy holds, as a list of maps with {@link #LIMITS}, {@link #ORIGIN} and {@link #SINCE}. */
    static final String CAPS = "caps";

    static final String LIMITS = "limits";
    static final String ORIGIN = "origin";
    static final String SINCE = "since";

    /** The numbers of threads that have scopes open, as a set. */
    static final String LIMITED_THREADS = "limited threads";

    /** Caps have come or gone somewhere. */
    static final String CAPS_CHANGED = "caps changed";

    private static final String KEY = "copies";

    private final List<WeakReference<Function<Object, Object>>> all;
    private final Function<Object, Object> own;

    /**
     * Joins the others.
     *
     * @param place the JVM-wide map
     * @param own answers others; kept by this copy alone
     */
    @SuppressWarnings("unchecked") // as this constructor has put it there, in this copy or another
    Copies(ConcurrentMap<Object, Object> place, Function<Object, Object> own) {
        this.all = (List<WeakReference<Function<Object, Object>>>)
                place.computeIfAbsent(KEY, each -> new CopyOnWriteArrayList<Object>());
        this.own = own;
        all.add(new WeakReference<>(own));
    }

    /** What the others answer, as far as they do. Only {@link #CAPS} takes no locks of theirs. */
    Stream<Object> ask(Object question) {
        return all.stream().map(reference -> answer(reference.get(), question)).filter(Objects::nonNull);
    }

    private @Nullable Object answer(@Nullable Function<Object, Object> copy, Object question) {
        if (copy == null || copy == own) {
            return null;
        }
        try {
            return copy.apply(question);
        } catch (RuntimeException | LinkageError e) {
            return null; // another version, or one that is being unloaded
        }
    }

    /** The caps that the others hold, each as its copy tells it; another version may tell it in another way. */
    Stream<Map<?, ?>> caps() {
        return ask(CAPS).flatMap(Copies::elements).filter(Map.class::isInstance).map(cap -> (Map<?, ?>) cap);
    }

    /** The numbers of the threads that have scopes open in the others. */
    Stream<Long> limitedThreads() {
        return ask(LIMITED_THREADS)
                .flatMap(Copies::elements)
                .filter(Long.class::isInstance)
                .map(Long.class::cast);
    }

    private static Stream<?> elements(Object answer) {
        return answer instanceof Collection<?> all ? all.stream() : Stream.empty();
    }

    /**
     * Forgets copies that are gone.
     *
     * @return whether there were any
     */
    boolean forgetGone() {
        return all.removeIf(reference -> reference.refersTo(null));
    }
}
