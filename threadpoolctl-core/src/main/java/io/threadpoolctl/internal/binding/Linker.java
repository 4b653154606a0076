package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One way from Java into native code and back; everything above it is the same whichever way is taken. */
interface Linker {

    /** The address of a symbol that the whole process can see, or 0. */
    long find(String symbol);

    /** The address of a symbol in a library of the operating system, which is loaded if need be; or 0. */
    long find(String library, String symbol);

    NativeFunction function(long address);

    /** The memory from an address on, in native byte order. The caller answers for the address and the size. */
    ByteBuffer memory(long address, int size);

    /** The 64 bits at an address; the caller answers for it. */
    long word(long address);

    /** The zero-terminated text at an address; {@code null} for address 0. */
    @Nullable
    String string(long address);

    /**
     * Runs the body below a native frame, so that a virtual thread stays on its carrier meanwhile. What the body throws is
     * thrown by this method.
     */
    void pinned(Runnable body);

    /** Whether {@link #pinned} is possible here; if not, it stays so. */
    default boolean canPin() {
        return true;
    }

    /** The function of that name in the process, which every system of the family has. */
    default NativeFunction require(String symbol) {
        long address = find(symbol);
        if (address == 0) {
            throw new NativeAccessException(
                    "The C library of this system has no function " + symbol + ", which threadpoolctl needs.", null);
        }
        return function(address);
    }
}
