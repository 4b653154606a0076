/**
 * The plugin on Spark: inside one JVM, on a cluster that one JVM starts, and on one that was started before; on a real
 * OpenBLAS. Whatever runs in tasks comes to executors with the classes of these tests.
 */
@NullMarked
package io.threadpoolctl.spark.cluster;

import org.jspecify.annotations.NullMarked;
