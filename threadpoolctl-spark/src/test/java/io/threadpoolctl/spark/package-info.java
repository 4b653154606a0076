/** Tests of what needs no cluster. Those on Spark are in the directory {@code tests}, once for each version. */
@NullMarked
package io.threadpoolctl.spark;

import org.jspecify.annotations.NullMarked;
