package io.threadpoolctl.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files put together by hand; every checksum is right. */
final class TestPng {

    static final int SIDE = 24;

    private static final int GREY = 0;
    private static final int RED_GREEN_BLUE = 2;
    private static final int PALETTE = 3;
    private static final byte[] MEGABYTE = new byte[1 << 20];

    private TestPng() {}

    /** Declares its size and holds no pixel. */
    static byte[] header(int width, int height) {
        return png(width, height, RED_GREEN_BLUE, new byte[0]);
    }

    /** A text for each, of a megabyte; the JDK's reader goes through the texts of a picture with a palette. */
    static byte[] texts(int count) {
        byte[] text = chunk("zTXt", join("k\0\0".getBytes(US_ASCII), deflated(MEGABYTE)));
        return square(PALETTE, join(chunk("PLTE", new byte[3]), repeated(text, count), pixels()));
    }

    static byte[] profile(int megabytes) {
        byte[] profile = join("icc\0\0".getBytes(US_ASCII), deflated(repeated(MEGABYTE, megabytes)));
        return square(GREY, join(chunk("iCCP", profile), pixels()));
    }

    static byte[] emptyDataChunks(int count) {
        return square(GREY, join(repeated(chunk("IDAT", new byte[0]), count), pixels()));
    }

    static byte[] morePixelsThanDeclared(int megabytes) {
        return square(GREY, chunk("IDAT", deflated(repeated(MEGABYTE, megabytes))));
    }

    static byte[] plain() {
        return square(GREY, pixels());
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static byte[] repeated(byte[] part, int count) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    private static byte[] square(int colourType, byte[] chunks) {
        return png(SIDE, SIDE, colourType, chunks);
    }

    private static byte[] png(int width, int height, int colourType, byte[] chunks) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, (byte) colourType, 0, 0, 0})
                .array();
        byte[] signature = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
        return join(signature, chunk("IHDR", header), chunks, chunk("IEND", new byte[0]));
    }

    private static byte[] pixels() {
        return chunk("IDAT", deflated(new byte[SIDE * (1 + SIDE)]));
    }

    private static byte[] deflated(byte[] data) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) crc.getValue())
                .array();
    }
}
