package io.threadpoolctl.workloads;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;

/** What is around each call. */
enum Mode {
    /** Nothing. */
    UNLIMITED,
    /** One thread in every pool. */
    LIMITED,
    /** The processors divided by the callers. */
    SHARE;

    Call around(Call call) {
        return switch (this) {
            case UNLIMITED -> call;
            case LIMITED -> inside(Limits.all(1), call);
            case SHARE -> inside(Limits.share(), call);
        };
    }

    private static Call inside(Limits limits, Call call) {
        Threadpools pools = Threadpools.ofProcess();
        return () -> pools.<Boolean, Exception>call(limits, () -> {
            call.run();
            return true;
        });
    }
}
