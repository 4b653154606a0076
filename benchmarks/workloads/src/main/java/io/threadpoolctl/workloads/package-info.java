/**
 * What a limit does for libraries that are called from Java.
 *
 * <p>A {@link io.threadpoolctl.workloads.Workload} is what a request computes: there is one class for each library. {@link
 * io.threadpoolctl.workloads.Measure} has eight callers make it in each {@link io.threadpoolctl.workloads.Mode}, in turn,
 * and {@link io.threadpoolctl.workloads.Row} prints what came out. {@link io.threadpoolctl.workloads.WorkloadMain} is one
 * such measurement, in a JVM of its own.
 */
@NullMarked
package io.threadpoolctl.workloads;

import org.jspecify.annotations.NullMarked;
