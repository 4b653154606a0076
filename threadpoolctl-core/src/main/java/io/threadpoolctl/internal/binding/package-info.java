/**
 * How native code is reached: the only room that knows JNA and operating systems.
 *
 * <p>A {@link io.threadpoolctl.spi.LoadedLibrary} is one shared library that is mapped into this process. Its
 * functions are found by name among <em>its own</em> symbols and called through a
 * {@link io.threadpoolctl.spi.NativeFunction}. {@link io.threadpoolctl.internal.binding.NativeProcess} lists the libraries,
 * tells cheaply whether the list may have changed, and does the few other things that need the operating system.
 */
@NullMarked
package io.threadpoolctl.internal.binding;

import org.jspecify.annotations.NullMarked;
