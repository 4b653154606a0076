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

    /** As many as are passed in registers. */
    static final int MOST_ARGUMENTS = 6;

    private static final int FFI_UNIX64 = 2;
    private static final int CELLS = 64;
    private static final AtomicReferenceArray<Cell> FREE_CELLS = new AtomicReferenceArray<>(CELLS);

    private final ByteBuffer argumentTypes = memory(MOST_ARGUMENTS * Long.BYTES);
    private final long prepared;

    FfiShape(Type result, Type... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            argumentTypes.putLong(i * Long.BYTES, address(arguments[i].struct));
        }
        this.prepared =
                Native.ffi_prep_cif(FFI_UNIX64, arguments.length, address(result.struct), address(argumentTypes));
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
        int index = index();
        Cell cell = take(index);
        long result = cell.call(prepared, function, argument);
        FREE_CELLS.lazySet(index, cell);
        return result;
    }

    /** The same with as many arguments as the shape has. */
    long call(long function, long[] arguments) {
        int index = index();
        Cell cell = take(index);
        long result = cell.call(prepared, function, arguments);
        FREE_CELLS.lazySet(index, cell);
        return result;
    }

    private static int index() {
        return (int) Thread.currentThread().getId() & (CELLS - 1);
    }

    private static Cell take(int index) {
        Cell free = FREE_CELLS.getAndSet(index, null);
        return free == null ? new Cell() : free;
    }

    private static ByteBuffer memory(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    /** A type of {@code ffi.h}: its size and alignment, and its number there. */
    static final class Type {

        private final ByteBuffer struct = memory(24);

        private Type(int size, int number) {
            struct.putLong(0, size).putShort(8, (short) size).putShort(10, (short) number);
        }
    }

    /** Where one call at a time keeps its result, its arguments and the addresses of its arguments. */
    private static final class Cell {

        private static final int ARGUMENTS = Long.BYTES;
        private static final int ADDRESSES = ARGUMENTS + MOST_ARGUMENTS * Long.BYTES;

        private final ByteBuffer memory = memory(ADDRESSES + MOST_ARGUMENTS * Long.BYTES);
        private final long address = address(memory);

        Cell() {
            for (int at = 0; at < MOST_ARGUMENTS * Long.BYTES; at += Long.BYTES) {
                memory.putLong(ADDRESSES + at, address + ARGUMENTS + at);
            }
        }

        long call(long prepared, long function, long argument) {
            memory.putLong(ARGUMENTS, argument);
            Native.ffi_call(prepared, function, address, address + ADDRESSES);
            return memory.getLong(0);
        }

        long call(long prepared, long function, long[] arguments) {
            for (int i = 0; i < arguments.length; i++) {
                memory.putLong(ARGUMENTS + i * Long.BYTES, arguments[i]);
            }
            Native.ffi_call(prepared, function, address, address + ADDRESSES);
            return memory.getLong(0);
        }
    }
}
