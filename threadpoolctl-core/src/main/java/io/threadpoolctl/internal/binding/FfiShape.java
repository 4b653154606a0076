package io.threadpoolctl.internal.binding;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Calls of functions of one shape through libffi, the C library inside JNA that makes all its calls. {@link
 * com.sun.jna.Function} prepares each call anew; here it is prepared once, which makes a call four to eight times as fast.
 *
 * <p>What libffi needs to know is laid down in its {@code ffi.h}: a number for the calling convention and a {@code struct
 * ffi_type} for each type. The former differs by system, so this is for Linux on x86-64 only, where it has been tried.
 */
final class FfiShape {

    static final Type VOID = new Type(1, 0);
    static final Type INT = new Type(4, 10);
    static final Type LONG = new Type(8, 12);

    private static final int FFI_UNIX64 = 2;
    private static final int CELLS = 64;
    private static final AtomicReferenceArray<Cell> FREE_CELLS = new AtomicReferenceArray<>(CELLS);

    private final ByteBuffer argumentTypes = memory(8);
    private final long prepared;

    FfiShape(Type result) {
        this.prepared = Native.ffi_prep_cif(FFI_UNIX64, 0, address(result.struct), 0);
    }

    FfiShape(Type result, Type argument) {
        argumentTypes.putLong(0, address(argument.struct));
        this.prepared = Native.ffi_prep_cif(FFI_UNIX64, 1, address(result.struct), address(argumentTypes));
    }

    /** Whether this can be used here. */
    static boolean isPossible() {
        return Platform.isLinux() && Platform.isIntel() && Platform.is64Bit();
    }

    /**
     * Calls the function at an address.
     *
     * @param argument without meaning if the shape has none
     */
    long call(long function, long argument) {
        int index = (int) Thread.currentThread().getId() & (CELLS - 1);
        Cell free = FREE_CELLS.getAndSet(index, null);
        Cell cell = free == null ? new Cell() : free;
        long result = cell.call(prepared, function, argument);
        FREE_CELLS.lazySet(index, cell);
        return result;
    }

    private static ByteBuffer memory(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    /** A type of {@code ffi.h}: its size and alignment, and its number there. */
    static final class Type {

        private final ByteBuffer struct = memory(24);

        private Type(int size, int number) {
            struct.putLong(0, size).putShort(8, (short) size).putShort(10, (short) number);
        }
    }

    /** Where one call at a time keeps its result, its argument and the address of its argument. */
    private static final class Cell {

        private static final int ARGUMENT = 8;
        private static final int ARGUMENT_ADDRESS = 16;

        private final ByteBuffer memory = memory(24);
        private final long address = address(memory);

        Cell() {
            memory.putLong(ARGUMENT_ADDRESS, address + ARGUMENT);
        }

        long call(long prepared, long function, long argument) {
            memory.putLong(ARGUMENT, argument);
            Native.ffi_call(prepared, function, address, address + ARGUMENT_ADDRESS);
            return memory.getLong(0);
        }
    }
}
