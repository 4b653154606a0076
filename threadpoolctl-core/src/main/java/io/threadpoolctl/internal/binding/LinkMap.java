package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;

/**
 * What the loader says about a library that it has loaded: {@code struct link_map} of {@code <link.h>}, whose first fields
 * are {@code l_addr}, {@code l_name}, {@code l_ld}, {@code l_next} and {@code l_prev}, 64 bits each. In glibc and musl its
 * address is the handle that {@code dlopen} gives.
 *
 * @param handle the address of the struct
 * @param base what is to be added to the addresses in the library's file
 * @param name the address of the path by which the loader knows the library
 * @param dynamic the address of its dynamic section
 */
record LinkMap(long handle, long base, long name, long dynamic) {

    static final int SIZE = 40;

    /** No path is longer, with the zero at its end. */
    static final int PATH_MAX = 4096;

    private static final int L_ADDR = 0;
    private static final int L_NAME = 8;
    private static final int L_LD = 16;
    private static final int L_NEXT = 24;
    private static final int L_PREV = 32;

    /** Of a library that is held. */
    static LinkMap of(Linker linker, long handle) {
        return new LinkMap(
                handle, linker.word(handle + L_ADDR), linker.word(handle + L_NAME), linker.word(handle + L_LD));
    }

    /** The entry behind a library that is held, 0 if there is none. */
    static long next(Linker linker, long handle) {
        return linker.word(handle + L_NEXT);
    }

    /** The entry before a library that is held, 0 if there is none. */
    static long previous(Linker linker, long handle) {
        return linker.word(handle + L_PREV);
    }

    /** A zero-terminated copy of the name, for a time when the library may no longer be held. */
    ByteBuffer copyOfName(Linker linker) {
        ByteBuffer original = linker.memory(name, PATH_MAX);
        int length = 1;
        while (length < PATH_MAX && original.get(length - 1) != 0) {
            length++;
        }
        return ByteBuffer.allocateDirect(length).put(0, original, 0, length);
    }

    static long name(ByteBuffer struct) {
        return struct.getLong(L_NAME);
    }

    static long next(ByteBuffer struct) {
        return struct.getLong(L_NEXT);
    }
}
