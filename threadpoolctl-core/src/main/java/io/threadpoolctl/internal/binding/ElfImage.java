package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a library lies in memory, by its program headers ({@code <elf.h>}).
 *
 * @param start address of its first byte
 * @param end address behind its last byte, 0 if it is not known
 */
record ElfImage(long start, long end) {

    private static final int FILE_HEADER_SIZE = 64;
    private static final int MAGIC = 0x7f454c46;
    private static final int E_PHOFF = 32;
    private static final int E_PHENTSIZE = 54;
    private static final int E_PHNUM = 56;

    private static final int P_TYPE = 0;
    private static final int P_VADDR = 16;
    private static final int P_MEMSZ = 40;
    private static final int PT_LOAD = 1;

    /** What is there of every file whose first bytes are there. */
    private static final int FIRST_PAGE = 4096;

    /**
     * Of a library that is held. If its first page does not tell where it ends, that is 0.
     *
     * @param start where its file header is
     * @param base what is to be added to the addresses in its file
     */
    static ElfImage at(Linker linker, long start, long base) {
        ByteBuffer file = linker.memory(start, FILE_HEADER_SIZE);
        int magic = file.order(ByteOrder.BIG_ENDIAN).getInt(0);
        file.order(ByteOrder.nativeOrder());
        long offset = file.getLong(E_PHOFF);
        int size = Short.toUnsignedInt(file.getShort(E_PHENTSIZE));
        int length = size * Short.toUnsignedInt(file.getShort(E_PHNUM));
        boolean isTold = magic == MAGIC && size > P_MEMSZ && offset > 0 && offset + length <= FIRST_PAGE;
        return new ElfImage(start, isTold ? end(linker.memory(start + offset, length), size, base) : 0);
    }

    private static long end(ByteBuffer headers, int size, long base) {
        long end = 0;
        for (int header = 0; header < headers.capacity(); header += size) {
            if (headers.getInt(header + P_TYPE) == PT_LOAD) {
                long behind = base + headers.getLong(header + P_VADDR) + headers.getLong(header + P_MEMSZ);
                end = Long.compareUnsigned(behind, end) > 0 ? behind : end;
            }
        }
        return end;
    }

    boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
