package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandleProxies;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function called through {@code java.lang.foreign}. Addresses travel as 64-bit numbers, which every system it runs on
 * passes alike.
 *
 * <p>No call is declared {@linkplain Linker.Option#critical critical}, although that would spare some nanoseconds: while
 * such a call runs no garbage collection can begin, and nobody here knows which function creates threads, takes a lock
 * or calls back. Most setters do one of these now and then.
 */
@SuppressWarnings("restricted") // native access is what it is for
final class ForeignFunction implements NativeFunction {

    private static final MemoryLayout INT = ValueLayout.JAVA_INT;
    private static final MemoryLayout LONG = ValueLayout.JAVA_LONG;

    private final MemorySegment code;
    private volatile @Nullable ForeignCall lastCall;

    ForeignFunction(MemorySegment code) {
        this.code = code;
    }

    @Override
    public long address() {
        return code.address();
    }

    @Override
    public IntSupplier asIntSupplier() {
        return as(IntSupplier.class, FunctionDescriptor.of(INT));
    }

    @Override
    public LongSupplier asLongSupplier() {
        return as(LongSupplier.class, FunctionDescriptor.of(LONG));
    }

    @Override
    public IntConsumer asIntConsumer() {
        return as(IntConsumer.class, FunctionDescriptor.ofVoid(INT));
    }

    @Override
    public LongConsumer asLongConsumer() {
        return as(LongConsumer.class, FunctionDescriptor.ofVoid(LONG));
    }

    @Override
    public IntUnaryOperator asIntUnaryOperator() {
        return as(IntUnaryOperator.class, FunctionDescriptor.of(INT, INT));
    }

    @Override
    public Supplier<@Nullable String> asStringSupplier() {
        LongSupplier function = asLongSupplier();
        return () -> text(function.getAsLong());
    }

    @Override
    public IntFunction<@Nullable String> asIntToString() {
        IntToLongFunction function = as(IntToLongFunction.class, FunctionDescriptor.of(LONG, INT));
        return value -> text(function.applyAsLong(value));
    }

    @Override
    public long call(Object... arguments) {
        ForeignCall known = lastCall;
        if (known == null || !known.fits(arguments)) {
            known = ForeignCall.of(arguments);
            lastCall = known;
        }
        return known.on(code, arguments);
    }

    static @Nullable String text(long address) {
        return address == 0
                ? null
                : MemorySegment.ofAddress(address).reinterpret(Long.MAX_VALUE).getString(0);
    }

    private <T> T as(Class<T> shape, FunctionDescriptor descriptor) {
        return MethodHandleProxies.asInterfaceInstance(
                shape, Linker.nativeLinker().downcallHandle(code, descriptor));
    }
}
