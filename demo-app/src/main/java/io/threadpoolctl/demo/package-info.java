/** A picture service whose algebra runs on a native BLAS. */
@NullMarked
package io.threadpoolctl.demo;

import org.jspecify.annotations.NullMarked;
