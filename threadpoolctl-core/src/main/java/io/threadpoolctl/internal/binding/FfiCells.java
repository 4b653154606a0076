package io.threadpoolctl.internal.binding;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Native memory for calls through libffi: a cell for each call that is under way. A thread takes the cell that its id points
 * to, or the next one that is there, and puts it back to the same place.
 */
final class FfiCells {

    private static final int CELLS = 64;

    /** The place of a cell that was made because all were taken. */
    private static final int NOWHERE = -1;

    /** Two cache lines, so that threads do not wait for each other's. */
    private static final int SIZE = 128;

    private static final int TAKEN_SPACING = SIZE / Integer.BYTES;

    private final Cell[] cells = new Cell[CELLS];

    /** Which are taken: 1 or 0. Numbers, since to write a reference costs the garbage collector as much as the call itself. */
    private final AtomicIntegerArray taken = new AtomicIntegerArray(CELLS * TAKEN_SPACING);

    FfiCells() {
        ByteBuffer memory = memory(CELLS * SIZE);
        for (int i = 0; i < CELLS; i++) {
            cells[i] = new Cell(memory.slice(i * SIZE, SIZE).order(ByteOrder.nativeOrder()), i);
        }
    }

    /** @param prepared what libffi has made of the shape */
    long call(long prepared, long function, long argument) {
        Cell cell = take();
        try {
            return cell.call(prepared, function, argument);
        } finally {
            putBack(cell);
        }
    }

    /** The same with as many arguments as the shape has. */
    long call(long prepared, long function, long[] arguments) {
        Cell cell = take();
        try {
            return cell.call(prepared, function, arguments);
        } finally {
            putBack(cell);
        }
    }

    private Cell take() {
        int first = (int) Thread.currentThread().getId() & (CELLS - 1);
        return isTakenNow(first) ? cells[first] : takeAnother(first);
    }

    private Cell takeAnother(int first) {
        for (int i = first + 1; i < first + CELLS; i++) {
            int place = i & (CELLS - 1);
            if (isTakenNow(place)) {
                return cells[place];
            }
        }
        return new Cell(memory(SIZE), NOWHERE);
    }

    private boolean isTakenNow(int place) {
        return taken.compareAndSet(place * TAKEN_SPACING, 0, 1);
    }

    private void putBack(Cell cell) {
        if (cell.place != NOWHERE) {
            taken.lazySet(cell.place * TAKEN_SPACING, 0);
        }
    }

    static ByteBuffer memory(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    static long address(ByteBuffer memory) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(memory));
    }

    /** Where one call at a time keeps its result, its arguments and the addresses of its arguments. */
    private static final class Cell {

        private static final int ARGUMENTS = Long.BYTES;
        private static final int ADDRESSES = ARGUMENTS + FfiShape.MOST_ARGUMENTS * Long.BYTES;

        private final ByteBuffer memory;
        private final long address;
        private final int place;

        Cell(ByteBuffer memory, int place) {
            this.memory = memory;
            this.place = place;
            this.address = address(memory);
            for (int at = 0; at < FfiShape.MOST_ARGUMENTS * Long.BYTES; at += Long.BYTES) {
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
