package io.threadpoolctl.spi;

import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A C function at a known address, to be taken in the shape in which the header declares it.
 *
 * <p>Nothing checks the shape: a wrong one reads or writes foreign memory. All shapes may be called by many threads at
 * once, as far as the C function itself may.
 */
public interface NativeFunction {

    /** The address of the code, never 0. Two functions with one address are the same function. */
    long address();

    /** As {@code int f(void)}. */
    IntSupplier asIntSupplier();

    /** As {@code int64_t f(void)}. */
    LongSupplier asLongSupplier();

    /** As {@code void f(int)}. */
    IntConsumer asIntConsumer();

    /** As {@code void f(int64_t)}. */
    LongConsumer asLongConsumer();

    /** As {@code int f(int)}. */
    IntUnaryOperator asIntUnaryOperator();

    /** As {@code const char* f(void)}; the supplier gives {@code null} for a null pointer. */
    Supplier<@Nullable String> asStringSupplier();

    /** As {@code const char* f(int)}; the function gives {@code null} for a null pointer. */
    IntFunction<@Nullable String> asIntToString();

    /**
     * Calls a function of any other shape.
     *
     * @param arguments {@link Integer} for {@code int}, {@link Long} for {@code int64_t}, {@code size_t} and addresses,
     *     {@link String} for {@code const char*}, a direct {@link java.nio.ByteBuffer} for memory the function may write
     * @return what the function returned, read as a 64-bit number; cast it to {@code int} if it returns {@code int};
     *     meaningless if it returns {@code void}
     */
    long call(Object... arguments);
}
