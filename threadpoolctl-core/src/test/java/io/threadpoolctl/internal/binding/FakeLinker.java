package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
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
    private final TreeMap<Long, ByteBuffer> memory = new TreeMap<>();
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
        long address = nextAddress;
        memory.put(address, ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()));
        nextAddress += size;
        return address;
    }

    /** Has the memory at an address be gone. */
    void free(long address) {
        assertThat(memory.remove(address)).as("memory at %s", address).isNotNull();
    }

    /** Puts memory that is gone back where it was, full of zeros. */
    void reuse(long address, int size) {
        assertThat(isThere(address)).as("memory at %s", address).isFalse();
        memory.put(address, ByteBuffer.allocate(size).order(ByteOrder.nativeOrder()));
    }

    /** Whether there is memory at an address. */
    boolean isThere(long address) {
        Map.Entry<Long, ByteBuffer> region = memory.floorEntry(address);
        return region != null && address < region.getKey() + region.getValue().capacity();
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

    /** As much of it as there is. */
    @Override
    public ByteBuffer memory(long address, int size) {
        assertThat(isThere(address)).as("memory at %s", address).isTrue();
        Map.Entry<Long, ByteBuffer> region = memory.floorEntry(address);
        int from = Math.toIntExact(address - region.getKey());
        int length = Math.min(size, region.getValue().capacity() - from);
        return region.getValue().slice(from, length).order(ByteOrder.nativeOrder());
    }

    @Override
    public long word(long address) {
        return memory(address, Long.BYTES).getLong(0);
    }

    @Override
    public @Nullable String string(long address) {
        if (address == 0 || texts.containsKey(address)) {
            return texts.get(address);
        }
        StringBuilder text = new StringBuilder();
        for (ByteBuffer rest = memory(address, Integer.MAX_VALUE); rest.get(text.length()) != 0; ) {
            text.append((char) rest.get(text.length()));
        }
        return text.toString();
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
