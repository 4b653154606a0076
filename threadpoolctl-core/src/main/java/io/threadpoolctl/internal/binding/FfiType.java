package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;

/** A type as libffi wants it described, {@code struct ffi_type} of {@code ffi.h}: size, alignment and its number there. */
final class FfiType {

    private static final int STRUCT_SIZE = 24;
    private static final int ALIGNMENT = 8;
    private static final int NUMBER = 10;

    private final ByteBuffer struct = FfiCells.memory(STRUCT_SIZE);

    private FfiType(int size, int number) {
        struct.putLong(0, size).putShort(ALIGNMENT, (short) size).putShort(NUMBER, (short) number);
    }

    static FfiType ofVoid() {
        return new FfiType(1, 0);
    }

    static FfiType ofInt() {
        return new FfiType(Integer.BYTES, 10);
    }

    static FfiType ofLong() {
        return new FfiType(Long.BYTES, 12);
    }

    /** Valid as long as this object. */
    long address() {
        return FfiCells.address(struct);
    }
}
