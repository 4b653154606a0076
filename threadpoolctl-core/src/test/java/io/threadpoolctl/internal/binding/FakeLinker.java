package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operating system's functions and texts in memory, for tests of what calls them. */
final class FakeLinker implements Linker {

    /** A native function: takes what {@link NativeFunction#call} takes. */
    interface Code {
        long call(Object... arguments);
    }

    private final Map<String, Long> symbols = new HashMap<>();
    private final Map<Long, Code> functions = new HashMap<>();
    private final Map<Long, String> texts = new HashMap<>();
    private final Map<Long, ByteBuffer> memory = new HashMap<>();
    private long nextAddress = 0x1000;

    /** Adds a function that the process can see. */
    FakeLinker with(String symbol, Code code) {
        functions.put(nextAddress, code);
        symbols.put(symbol, nextAddress++);
        return this;
    }

    /** Adds a function of a library of the operating system. */
    FakeLinker with(String library, String symbol, Code code) {
        return with(library + "!" + symbol, code);
    }

    /** Puts a text into memory; its address, 0 for {@code null}. */
    long text(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        texts.put(nextAddress, text);
        return nextAddress++;
    }

    /** Puts memory full of zeros at an address of its own. */
    long memory(int size) {
        memory.put(nextAddress, ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()));
        return nextAddress++;
    }

    @Override
    public long find(String symbol) {
        return symbols.getOrDefault(symbol, 0L);
    }

    @Override
    public long find(String library, String symbol) {
        return find(library + "!" + symbol);
    }

    @Override
    public NativeFunction function(long address) {
        return new FakeFunction(address, functions.getOrDefault(address, arguments -> {
            throw new AssertionError("There is no code at " + address);
        }));
    }

    @Override
    public ByteBuffer memory(long address, int size) {
        ByteBuffer there = memory.get(address);
        assertThat(there).as("memory at %s", address).isNotNull();
        return there;
    }

    @Override
    public long word(long address) {
        return memory(address, Long.BYTES).getLong(0);
    }

    @Override
    public @Nullable String string(long address) {
        return texts.get(address);
    }

    @Override
    public void pinned(Runnable body) {
        body.run();
    }

    private final class FakeFunction implements NativeFunction {

        private final long address;
        private final Code code;

        FakeFunction(long address, Code code) {
            this.address = address;
            this.code = code;
        }

        @Override
        public long address() {
            return address;
        }

        @Override
        public IntSupplier asIntSupplier() {
            return () -> (int) code.call();
        }

        @Override
        public LongSupplier asLongSupplier() {
            return code::call;
        }

        @Override
        public IntConsumer asIntConsumer() {
            return code::call;
        }

        @Override
        public LongConsumer asLongConsumer() {
            return code::call;
        }

        @Override
        public IntUnaryOperator asIntUnaryOperator() {
            return value -> (int) code.call(value);
        }

        @Override
        public Supplier<@Nullable String> asStringSupplier() {
            return () -> string(code.call());
        }

        @Override
        public IntFunction<@Nullable String> asIntToString() {
            return value -> string(code.call(value));
        }

        @Override
        public long call(Object... arguments) {
            return code.call(arguments);
        }
    }
}
