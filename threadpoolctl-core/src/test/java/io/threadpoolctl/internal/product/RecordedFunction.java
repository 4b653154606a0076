package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A function of a {@link RecordedLibrary}. */
final class RecordedFunction implements NativeFunction {

    private final long address;
    private final ToIntFunction<Integer> code;
    private final Consumer<Object[]> arguments;
    private int calls;

    /** @param arguments takes those of calls that have other arguments than one number */
    RecordedFunction(long address, ToIntFunction<Integer> code, Consumer<Object[]> arguments) {
        this.address = address;
        this.code = code;
        this.arguments = arguments;
    }

    synchronized int calls() {
        return calls;
    }

    private synchronized int run(int argument) {
        calls++;
        return code.applyAsInt(argument);
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public IntSupplier asIntSupplier() {
        return () -> run(0);
    }

    @Override
    public LongSupplier asLongSupplier() {
        return () -> run(0);
    }

    @Override
    public IntConsumer asIntConsumer() {
        return this::run;
    }

    @Override
    public LongConsumer asLongConsumer() {
        return value -> run((int) value);
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return this::run;
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        return () -> String.valueOf(run(0));
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        return value -> String.valueOf(run(value));
    }

    @Override
    public long call(Object... given) {
        arguments.accept(given);
        return run(0);
    }
}
