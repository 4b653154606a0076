package io.threadpoolctl.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.springframework.stereotype.Component;

/**
 * From the bytes of a file to a picture and back, all in memory. Whatever the file is, the work is bounded: by its size, the
 * pixels that it declares, and the times that the reader goes over them.
 */
@Component
final class PictureCodec {

    private static final int PASSES_OF_AN_INTERLACED_PNG = 7;

    private final DemoProperties properties;
    private final CodecSlots slots;

    PictureCodec(DemoProperties properties, CodecSlots slots) {
        this.properties = properties;
        this.slots = slots;
    }

    /** Refuses whatever is no whole PNG or JPEG of an allowed size; the size is taken from the header. */
    Picture decode(byte[] bytes) {
        PictureFormat format = PictureFormat.of(bytes).orElseThrow(() -> Refusal.notAPicture(bytes));
        return slots.use(() -> decode(bytes, format));
    }

    byte[] encode(Picture picture) {
        return slots.use(() -> png(Planes.toImage(picture)));
    }

    private Picture decode(byte[] bytes, PictureFormat format) {
        ImageReader reader = format.reader();
        try (ImageInputStream input = new MemoryCacheImageInputStream(
                new ByteArrayInputStream(format.essence(bytes, properties.maxScans())))) {
            reader.setInput(input, true, true);
            return Planes.of(read(reader));
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException damage) { // the readers of the JDK throw anything at broken files
            throw Refusal.damaged(format, damage);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage read(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > properties.maxPixels()) {
            throw Refusal.tooManyPixels(width, height, properties.maxPixels());
        }
        reader.addIIOReadUpdateListener(
                new RowLimit(height, Math.max(properties.maxScans(), PASSES_OF_AN_INTERLACED_PNG)));
        AtomicBoolean cutOff = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (isCutOff(warning)) {
                cutOff.set(true);
            }
        });
        BufferedImage image = reader.read(0);
        if (cutOff.get()) {
            throw new EOFException("the file ends too early");
        }
        return image;
    }

    /** The JPEG reader only warns, and paints the rest grey. */
    private static boolean isCutOff(String warning) {
        return warning.startsWith("Truncated") || warning.startsWith("Corrupt JPEG data: premature end");
    }
}
