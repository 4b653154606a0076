/**
 * Limits the thread pools of the native libraries in this process: OpenBLAS, OpenMP runtimes and their like.
 *
 * <ul>
 *   <li>{@link io.threadpoolctl.Threadpools} is the door: what is loaded, and limiting it.
 *   <li>{@link io.threadpoolctl.Limits} is what a caller asks for: "blas at most 1".
 *   <li>A {@link io.threadpoolctl.LimitScope scope} is an open section of code under limits.
 *   <li>The <em>owner</em> of a scope is the thread that opened it, platform or virtual.
 *   <li>The <em>baseline</em> of a library is its value when no scope is open.
 *   <li>The <em>effective</em> value is the one the library has now.
 * </ul>
 *
 * <p>Families of one's own are written with {@link io.threadpoolctl.spi}; {@link io.threadpoolctl.concurrent} has a worker pool.
 * Everything below {@code io.threadpoolctl.internal} is not for users: {@code internal.ledger} knows who has asked for what,
 * {@code internal.product} knows the products, {@code internal.binding} reaches native code.
 *
 * <p>Within one owner the newest scope counts, across owners the smallest number: nobody ever runs wider than asked. When
 * the last scope has closed, in whatever order, every library is back at its baseline.
 */
@NullMarked
package io.threadpoolctl;

import org.jspecify.annotations.NullMarked;
