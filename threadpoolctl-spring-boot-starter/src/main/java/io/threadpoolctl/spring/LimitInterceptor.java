package io.threadpoolctl.spring;

import io.threadpoolctl.Action;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.VirtualThreadRejectedException;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs annotated methods under their limits: opens the scope, proceeds, closes. Proxies and woven code both come here.
 *
 * <p>A method may be proxied and woven at once. The proxy leaves a note on the thread which method it is about to run, and
 * the woven body, when it finds itself named, takes the note away and just proceeds.
 */
final class LimitInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(LimitInterceptor.class);
    private static final ThreadLocal<Note> NOTES = ThreadLocal.withInitial(Note::new);

    private final Threadpools pools;
    private final LimitedMethods methods;
    private final Holds holds;
    private final BooleanSupplier enabled;
    private final BooleanSupplier failFast;
    private final AtomicBoolean warned = new AtomicBoolean();

    /** The last two are asked at every call, since they may change. */
    LimitInterceptor(
            Threadpools pools, LimitedMethods methods, Holds holds, BooleanSupplier enabled, BooleanSupplier failFast) {
        this.pools = pools;
        this.methods = methods;
        this.holds = holds;
        this.enabled = enabled;
        this.failFast = failFast;
    }

    /** A call through a proxy. */
    @Nullable
    Object call(Method method, Class<?> targetClass, Body body) throws Throwable {
        LimitedMethod limited = enabled.getAsBoolean() ? methods.forCall(method, targetClass) : null;
        if (limited == null) {
            return body.proceed();
        }
        Note note = NOTES.get();
        Method outer = note.proxied;
        note.proxied = limited.method();
        try {
            return limited(limited, body);
        } finally {
            note.proxied = outer;
        }
    }

    /** The woven body of a method. */
    @Nullable
    Object run(Method method, Body body) throws Throwable {
        LimitedMethod limited = enabled.getAsBoolean() ? methods.forBody(method) : null;
        if (limited == null || NOTES.get().take(method)) {
            return body.proceed();
        }
        return limited(limited, body);
    }

    private @Nullable Object limited(LimitedMethod limited, Body body) throws Throwable {
        Body held = limited.hold() ? () -> holds.until(body.proceed(), limited) : body;
        Once once = new Once(held, limited.method(), pools);
        try {
            Object result = pools.call(limited.limits(), once);
            return once.begun ? result : body.proceed(); // a mock does not call it
        } catch (RuntimeException | LinkageError e) {
            if (once.begun || failFast.getAsBoolean() || e instanceof VirtualThreadRejectedException) {
                throw e;
            }
            warnOnce(limited, e);
            return body.proceed();
        }
    }

    private void warnOnce(LimitedMethod limited, Throwable failure) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn(
                    "The limits {} of {} could not be applied, and the method runs without them. Further failures of this"
                            + " kind are not logged; threadpoolctl.fail-fast=true makes them fail the call.",
                    limited.limits(),
                    limited.method(),
                    failure);
        }
    }

    /** The rest of a call. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object proceed() throws Throwable;
    }

    /** A body that remembers whether it was begun: what is thrown after that is its own. */
    private static final class Once implements Action<Object, Throwable> {

        private final Body body;
        private final Method method;
        private final Threadpools pools;
        private boolean begun;

        Once(Body body, Method method, Threadpools pools) {
            this.body = body;
            this.method = method;
            this.pools = pools;
        }

        @Override
        @SuppressWarnings("NullAway") // what a method returns may be null
        public Object call() throws Throwable {
            begun = true;
            LimitedCalls.begins(method, pools);
            return body.proceed();
        }
    }

    /** What a proxy on this thread is about to run. */
    private static final class Note {

        private @Nullable Method proxied;

        boolean take(Method method) {
            if (method.equals(proxied)) {
                proxied = null;
                return true;
            }
            return false;
        }
    }
}
