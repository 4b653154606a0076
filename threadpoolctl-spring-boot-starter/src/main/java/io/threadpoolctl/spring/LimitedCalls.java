package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records which annotated methods run and under which limits, until it is closed: for tests. A call whose limit does not come
 * about is not recorded. While nobody records, a call pays for one look.
 */
public final class LimitedCalls implements AutoCloseable {

    private static final List<LimitedCalls> RECORDERS = new CopyOnWriteArrayList<>();

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    private LimitedCalls() {}

    /** Begins to record the calls of all threads. */
    public static LimitedCalls record() {
        LimitedCalls recorder = new LimitedCalls();
        RECORDERS.add(recorder);
        return recorder;
    }

    /** Those recorded so far, in the order in which their bodies began. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        RECORDERS.remove(this);
    }

    /** To be called by the interceptor, inside the limits. */
    static void begins(Method method, Threadpools pools) {
        if (!RECORDERS.isEmpty()) {
            Call call = new Call(method, Thread.currentThread(), pools.capture().limits());
            RECORDERS.forEach(recorder -> recorder.calls.add(call));
        }
    }

    /**
     * One call.
     *
     * @param method the method whose body ran
     * @param thread the thread it ran on
     * @param limits what the thread's scopes asked for, the outermost first
     */
    public record Call(Method method, Thread thread, List<Limits> limits) {

        /** Copies the limits. */
        public Call {
            limits = List.copyOf(limits);
        }

        /** For people: {@code Solver.solve under [blas=1]}. */
        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName() + " under " + limits;
        }
    }
}
