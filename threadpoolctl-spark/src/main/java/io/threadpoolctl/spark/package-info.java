/**
 * Limits the native thread pools of Spark's executors, task by task.
 *
 * <ul>
 *   <li>{@link io.threadpoolctl.spark.ThreadpoolLimitsPlugin} is what {@code spark.plugins} names; users need nothing else.
 *   <li>{@code Settings} is what {@code spark.threadpoolctl.*} says, read alike by the driver, which refuses what is wrong,
 *       and by the executors.
 *   <li>{@code TaskScopes} opens a scope where a task starts and closes it where the task ends, however it does.
 *   <li>{@code PoolReports} tells the driver what pools there are; {@code PoolMetrics} tells Spark's metrics.
 * </ul>
 *
 * <p>Only what Spark 3.5 and 4.x both have, and nothing of Scala but pairs: one jar serves both.
 */
@NullMarked
package io.threadpoolctl.spark;

import org.jspecify.annotations.NullMarked;
