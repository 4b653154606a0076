/**
 * For a native library of one's own: how to recognise it and how to take hold of its thread pool.
 *
 * <ol>
 *   <li>{@link io.threadpoolctl.spi.LibraryFamily} is what is known about a product: its names, and how to recognise it.
 *   <li>{@link io.threadpoolctl.spi.LoadedLibrary} is a library that is loaded; it gives out the functions that it exports.
 *   <li>{@link io.threadpoolctl.spi.NativeFunction} is such a function, to be called in the shape its header declares.
 *   <li>{@link io.threadpoolctl.spi.Affixes} are what stands around the names of one build's functions.
 *   <li>{@link io.threadpoolctl.spi.ThreadControl} reads and sets the thread count of one loaded library.
 *   <li>{@link io.threadpoolctl.spi.FirstLimitHook} is for a library that sets thread counts by itself.
 * </ol>
 *
 * <p>A family is found by {@link java.util.ServiceLoader}, or given to {@link io.threadpoolctl.Threadpools#register}.
 */
@NullMarked
package io.threadpoolctl.spi;

import org.jspecify.annotations.NullMarked;
