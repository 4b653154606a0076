package io.threadpoolctl.internal.binding;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A function called through JNA in JNA's ordinary way. */
final class JnaFunction implements NativeFunction {

    private final long address;
    private final Function function;

    JnaFunction(long address) {
        this.address = address;
        this.function = Function.getFunction(new Pointer(address));
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IntSupplier asIntSupplier() {
        return () -> function.invokeInt(new Object[0]);
    }

    @Override
    public LongSupplier asLongSupplier() {
        return () -> function.invokeLong(new Object[0]);
    }

    @Override
    public IntConsumer asIntConsumer() {
        return value -> function.invokeVoid(new Object[] {value});
    }

    @Override
    public LongConsumer asLongConsumer() {
        return value -> function.invokeVoid(new Object[] {value});
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return value -> function.invokeInt(new Object[] {value});
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        return () -> text(function.invokeLong(new Object[0]));
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        return value -> text(function.invokeLong(new Object[] {value}));
    }

    @Override
    public long call(Object... arguments) {
        Object[] plain = new Object[arguments.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = plain(arguments[i]);
        }
        return function.invokeLong(plain);
    }

    /** JNA would copy a text into memory that it has to clean up after; an array it copies for the call alone. */
    private static Object plain(Object argument) {
        return argument instanceof String text ? (text + '\0').getBytes(StandardCharsets.UTF_8) : argument;
    }

    static @Nullable String text(long address) {
        return address == 0 ? null : new Pointer(address).getString(0, "UTF-8");
    }
}
