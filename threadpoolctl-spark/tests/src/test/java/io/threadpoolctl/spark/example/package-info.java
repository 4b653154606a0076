/** The application that {@code docs/spark.md} shows. */
@NullMarked
package io.threadpoolctl.spark.example;

import org.jspecify.annotations.NullMarked;
