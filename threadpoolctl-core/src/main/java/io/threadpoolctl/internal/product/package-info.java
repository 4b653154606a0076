/**
 * What can be limited: the products, how each is recognised, and how its thread count is read, set and put back.
 *
 * <ul>
 *   <li>A <em>library</em> is one loaded native library with a thread pool.
 *   <li>A {@link io.threadpoolctl.spi.LibraryFamily family} is what is known about a product: symbols, names, quirks.
 *   <li>A {@link io.threadpoolctl.spi.ThreadControl control} is a family's hold on one library.
 *   <li>A {@link io.threadpoolctl.UserApi user API} is what a user names: {@code blas}, {@code openmp}.
 *   <li>{@link io.threadpoolctl.Reach Reach} is what a setter reaches: the process or the calling thread.
 * </ul>
 */
@NullMarked
package io.threadpoolctl.internal.product;

import org.jspecify.annotations.NullMarked;
