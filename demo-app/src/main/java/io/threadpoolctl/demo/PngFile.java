package io.threadpoolctl.demo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Keeps of a PNG file what its pixels are made of, their data as one chunk. Texts, colour profiles and other chunks are
 * left out: there may be any number of them, and they may inflate to anything.
 */
final class PngFile {

    private static final List<String> BEFORE_DATA = List.of("IHDR", "PLTE", "tRNS");
    private static final String DATA = "IDAT";
    private static final String END = "IEND";
    private static final int SIGNATURE_LENGTH = 8;
    private static final int TYPE_LENGTH = 4;
    private static final int CHECKSUM_LENGTH = 4;

    private final ByteBuffer bytes;
    private final Map<String, byte[]> beforeData = new LinkedHashMap<>();
    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    private PngFile(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    static byte[] essence(byte[] bytes) throws EOFException {
        PngFile file = new PngFile(bytes);
        file.kept.writeBytes(file.next(SIGNATURE_LENGTH));
        file.walk();
        file.beforeData.forEach(file::keepChunk);
        file.keepChunk(DATA, file.data.toByteArray());
        file.keepChunk(END, new byte[0]);
        return file.kept.toByteArray();
    }

    private void walk() throws EOFException {
        String type = "";
        while (!type.equals(END)) {
            int length = ByteBuffer.wrap(next(Integer.BYTES)).getInt();
            type = new String(next(TYPE_LENGTH), StandardCharsets.ISO_8859_1);
            byte[] content = next(length);
            next(CHECKSUM_LENGTH);
            if (type.equals(DATA)) {
                data.writeBytes(content);
            } else if (BEFORE_DATA.contains(type)) {
                beforeData.putIfAbsent(type, content);
            }
        }
    }

    private byte[] next(int length) throws EOFException {
        if (length < 0 || length > bytes.remaining()) {
            throw new EOFException("the file ends too early");
        }
        byte[] next = new byte[length];
        bytes.get(next);
        return next;
    }

    private void keepChunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        kept.writeBytes(
                ByteBuffer.allocate(Integer.BYTES).putInt(content.length).array());
        kept.writeBytes(name);
        kept.writeBytes(content);
        kept.writeBytes(ByteBuffer.allocate(CHECKSUM_LENGTH)
                .putInt((int) checksum.getValue())
                .array());
    }
}
