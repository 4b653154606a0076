package io.threadpoolctl.workloads;

import java.util.List;

/** What a request computes by a native library. */
interface Workload {

    /** The modes that the library has. */
    default List<Mode> modes() {
        return List.of(Mode.values());
    }

    /** What one caller calls in a mode. */
    default Call caller(Mode mode) throws Exception {
        return mode.around(caller());
    }

    /** What one caller calls, with inputs and outputs of its own. */
    Call caller() throws Exception;
}
