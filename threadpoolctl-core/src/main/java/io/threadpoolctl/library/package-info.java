/**
 * What can be limited: the products, how each is recognised, and how its thread count is read, set and put back.
 *
 * <ul>
 *   <li>A <em>library</em> is one loaded native library with a thread pool.
 *   <li>A {@link io.threadpoolctl.library.LibraryFamily family} is what is known about a product: symbols, names, quirks.
 *   <li>A {@link io.threadpoolctl.library.ThreadControl control} is a family's hold on one library.
 *   <li>A {@link io.threadpoolctl.library.UserApi user API} is what a user names: {@code blas}, {@code openmp}.
 *   <li>{@link io.threadpoolctl.library.Reach Reach} is what a setter reaches: the process or the calling thread.
 * </ul>
 */
@NullMarked
package io.threadpoolctl.library;

import org.jspecify.annotations.NullMarked;
