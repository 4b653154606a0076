package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A module of a Windows process.
 *
 * @param start address of its first byte, which is its handle, too
 * @param size in bytes
 * @param path of its file, cut off where there was no more room; without it, one that has taken the place of another could
 *     not be told from that
 */
record ModuleEntry(long start, long size, String path) {

    // MODULEENTRY32W of <tlhelp32.h>, as laid out for 64 bits.
    private static final int SIZE_OF_ENTRY = 1080;
    private static final int DW_SIZE = 0;
    private static final int MOD_BASE_ADDR = 24;
    private static final int MOD_BASE_SIZE = 32;
    private static final int SZ_EXE_PATH = 560;

    /** Memory for the system to write an entry into. */
    static ByteBuffer memory() {
        return ByteBuffer.allocateDirect(SIZE_OF_ENTRY)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(DW_SIZE, SIZE_OF_ENTRY);
    }

    static ModuleEntry read(ByteBuffer entry) {
        StringBuilder path = new StringBuilder();
        for (int at = SZ_EXE_PATH; at < SIZE_OF_ENTRY && entry.getChar(at) != 0; at += Character.BYTES) {
            path.append(entry.getChar(at));
        }
        long size = Integer.toUnsignedLong(entry.getInt(MOD_BASE_SIZE));
        return new ModuleEntry(entry.getLong(MOD_BASE_ADDR), size, path.toString());
    }

    boolean contains(long address) {
        return address - start >= 0 && address - start < size;
    }
}
