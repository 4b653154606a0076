/** An application that has a copy of the core of its own. */
@NullMarked
package io.threadpoolctl.spark.copies;

import org.jspecify.annotations.NullMarked;
