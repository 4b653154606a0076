/** Puts a running demo under load and prints the ways of limiting side by side. */
@NullMarked
package io.threadpoolctl.demo.load;

import org.jspecify.annotations.NullMarked;
