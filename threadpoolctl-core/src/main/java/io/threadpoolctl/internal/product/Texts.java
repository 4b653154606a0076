package io.threadpoolctl.internal.product;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Text that C functions write into memory of ours. */
final class Texts {

    private Texts() {}

    static String upToZero(ByteBuffer memory) {
        int length = 0;
        while (length < memory.capacity() && memory.get(length) != 0) {
            length++;
        }
        byte[] bytes = new byte[length];
        memory.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
