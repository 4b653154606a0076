package io.threadpoolctl.workloads;

import java.util.List;

/**
 * What all callers did together for a while in one mode.
 *
 * @param callsPerSecond the sum over the callers, each by the time from its start to the end of its last call
 * @param cpuNanos of the whole process
 * @param latencies of each call, in nanoseconds
 */
record Window(double callsPerSecond, long cpuNanos, List<Long> latencies) {

    double cpuMillisPerCall() {
        return cpuNanos / 1e6 / latencies.size();
    }
}
