/** What limiting costs, each beside the least that it could cost: the same native calls made directly. */
@NullMarked
package io.threadpoolctl.benchmarks;

import org.jspecify.annotations.NullMarked;
