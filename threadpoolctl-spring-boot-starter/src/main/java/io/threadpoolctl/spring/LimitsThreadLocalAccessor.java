package io.threadpoolctl.spring;

import io.micrometer.context.ThreadLocalAccessor;
import io.threadpoolctl.CapturedLimits;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Micrometer's context propagation carry the limits of a thread to another one. Found by that library itself.
 *
 * <p>On a virtual thread, libraries whose reach is the thread are left alone. Throws nothing, since a failing accessor would
 * break the propagation of everything else.
 */
public final class LimitsThreadLocalAccessor implements ThreadLocalAccessor<CapturedLimits> {

    /** The key in a context. */
    public static final String KEY = "io.threadpoolctl.limits";

    private static final Logger LOG = LoggerFactory.getLogger(LimitsThreadLocalAccessor.class);

    /** For each time that a value was set on this thread and not yet taken back, what takes it back. */
    private static final ThreadLocal<Deque<LimitScope>> TAKEN_OVER = ThreadLocal.withInitial(ArrayDeque::new);

    /** For {@link java.util.ServiceLoader}. */
    public LimitsThreadLocalAccessor() {}

    @Override
    public Object key() {
        return KEY;
    }

    @Override
    public @Nullable CapturedLimits getValue() {
        CapturedLimits captured = Threadpools.ofProcess().capture();
        return captured.isNone() ? null : captured;
    }

    @Override
    public void setValue(CapturedLimits limits) {
        TAKEN_OVER.get().push(open(limits));
    }

    /** A thread's own scopes stay: they are closed where they were opened. */
    @Override
    public void setValue() {
        TAKEN_OVER.get().push(Nothing.OPENED);
    }

    @Override
    public void restore(CapturedLimits previous) {
        restore();
    }

    @Override
    public void restore() {
        Deque<LimitScope> takenOver = TAKEN_OVER.get();
        LimitScope newest = takenOver.poll();
        if (newest != null) {
            newest.close();
        }
        if (takenOver.isEmpty()) {
            TAKEN_OVER.remove();
        }
    }

    private static LimitScope open(CapturedLimits limits) {
        try {
            return limits.open();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("The limits {} could not be taken over by {}.", limits, Thread.currentThread(), e);
            return Nothing.OPENED;
        }
    }

    private enum Nothing implements LimitScope {
        OPENED;

        @Override
        public Map<UserApi, Integer> original() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
