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

/** From the bytes of a file to a picture and back, all in memory. */
@Component
final class PictureCodec {

    private final int maxPixels;

    PictureCodec(DemoProperties properties) {
        this.maxPixels = properties.maxPixels();
    }

    /** Refuses whatever is no whole PNG or JPEG of an allowed size; the size is taken from the header. */
    Picture decode(byte[] bytes) {
        PictureFormat format = PictureFormat.of(bytes).orElseThrow(() -> Refusal.notAPicture(bytes));
        ImageReader reader = format.reader();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
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

    byte[] encode(Picture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(Planes.toImage(picture), "png", output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private BufferedImage read(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > maxPixels) {
            throw Refusal.tooManyPixels(width, height, maxPixels);
        }
        AtomicBoolean cutOff = new AtomicBoolean();
        reader.addIIOReadWarningListener((source, warning) -> {
            if (warning.startsWith("Truncated")) { // the JPEG reader only warns, and paints the rest grey
                cutOff.set(true);
            }
        });
        BufferedImage image = reader.read(0);
        if (cutOff.get()) {
            throw new EOFException("the file ends too early");
        }
        return image;
    }
}
