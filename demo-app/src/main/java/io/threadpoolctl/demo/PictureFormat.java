package io.threadpoolctl.demo;

import java.io.EOFException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** What can be read, recognised by how it begins and not by what it is called. */
enum PictureFormat {
    PNG("\u0089PNG\r\n\u001a\n"),
    JPEG("\u00ff\u00d8\u00ff");

    private final String beginning;

    PictureFormat(String beginning) {
        this.beginning = beginning;
    }

    static Optional<PictureFormat> of(byte[] bytes) {
        return Arrays.stream(values()).filter(format -> format.begins(bytes)).findFirst();
    }

    /** The file without anything that is not needed for the pixels. */
    byte[] essence(byte[] file, int mostScans) throws EOFException {
        return this == PNG ? PngFile.essence(file) : JpegFile.essence(file, mostScans);
    }

    ImageReader reader() {
        return ImageIO.getImageReadersByFormatName(name()).next();
    }

    private boolean begins(byte[] bytes) {
        int length = Math.min(bytes.length, beginning.length());
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1).equals(beginning);
    }
}
