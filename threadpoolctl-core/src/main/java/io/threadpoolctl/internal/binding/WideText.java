package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as Windows wants it: UTF-16 in little-endian order with a zero at its end. */
final class WideText {

    private static final int FIRST_ROOM = 260;
    private static final int MOST_ROOM = 32_768;

    private WideText() {}

    static ByteBuffer of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_16LE);
        return ByteBuffer.allocateDirect(bytes.length + Character.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, bytes);
    }

    /** What a function writes; asked again with more room if there was too little. {@code null} if it writes nothing. */
    static @Nullable String read(Writer writer) {
        for (int characters = FIRST_ROOM; characters <= 2 * MOST_ROOM; characters *= 2) {
            ByteBuffer room = ByteBuffer.allocateDirect(characters * Character.BYTES);
            int length = writer.write(room, characters);
            if (length == 0) {
                return null;
            }
            if (length < characters) {
                byte[] bytes = new byte[length * Character.BYTES];
                room.get(0, bytes);
                return new String(bytes, StandardCharsets.UTF_16LE);
            }
        }
        return null;
    }

    /** A function that fills a buffer with text. */
    interface Writer {

        /**
         * Writes as much as there is room for.
         *
         * @param characters how many fit in
         * @return how many it has written, at least {@code characters} if there was too little room, 0 if it failed
         */
        int write(ByteBuffer room, int characters);
    }
}
