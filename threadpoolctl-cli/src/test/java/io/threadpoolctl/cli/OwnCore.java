package io.threadpoolctl.cli;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.function.Supplier;

/** A core that an application has itself; in a class of its own, since others do without. */
final class OwnCore {

    private OwnCore() {}

    static Integer inAScopeOfThree(Supplier<Integer> openmp) {
        return Threadpools.ofProcess().<Integer, RuntimeException>call(Limits.openmp(3), openmp::get);
    }

    /** By a scope that leaves no trace on the stack. */
    static Runnable inAScope(Runnable action) {
        return () -> {
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
                scope.original();
                action.run();
            }
        };
    }

    static String caps() {
        return Threadpools.ofProcess().snapshot().caps().stream()
                .map(cap -> cap.limits() + " by " + cap.origin())
                .toList()
                .toString();
    }
}
