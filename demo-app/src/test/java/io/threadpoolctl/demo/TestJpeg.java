package io.threadpoolctl.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** JPEG files of kinds that {@link ImageIO#write} does not make. */
final class TestJpeg {

    private static final int START_LENGTH = 2;
    private static final int END_LENGTH = 2;

    private TestJpeg() {}

    static byte[] progressive(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** A progressive JPEG whose last scan is repeated until there are so many. */
    static byte[] scans(BufferedImage image, int count) {
        byte[] picture = progressive(image);
        int end = picture.length - END_LENGTH;
        int lastScan = end;
        int scans = 0;
        for (int i = 0; i < end; i++) {
            if (picture[i] == (byte) 0xff && picture[i + 1] == (byte) 0xda) {
                lastScan = i;
                scans++;
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(picture, 0, end);
        for (; scans < count; scans++) {
            bytes.write(picture, lastScan, end - lastScan);
        }
        bytes.write(picture, end, END_LENGTH);
        return bytes.toByteArray();
    }

    /** The same picture with a segment of an application, or a comment, in front. */
    static byte[] withSegment(byte[] picture, int marker, byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(picture, 0, START_LENGTH);
        int length = content.length + 2;
        bytes.writeBytes(new byte[] {(byte) 0xff, (byte) marker, (byte) (length >> 8), (byte) length});
        bytes.writeBytes(content);
        bytes.write(picture, START_LENGTH, picture.length - START_LENGTH);
        return bytes.toByteArray();
    }
}
