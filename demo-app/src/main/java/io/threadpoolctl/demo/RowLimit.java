package io.threadpoolctl.demo;

import java.awt.image.BufferedImage;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadUpdateListener;

/**
 * Ends the work of a reader, of whatever format, that goes over a picture again and again. It throws, because the JDK's
 * JPEG reader does not look at {@code abort()} between its passes.
 */
final class RowLimit implements IIOReadUpdateListener {

    private final int height;
    private final int mostPasses;
    private long rows;

    RowLimit(int height, int mostPasses) {
        this.height = height;
        this.mostPasses = mostPasses;
    }

    @Override
    public void imageUpdate(
            ImageReader source,
            BufferedImage image,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {
        rows += height;
        if (rows > (long) mostPasses * this.height) {
            throw Refusal.tooManyPasses(mostPasses);
        }
    }

    @Override
    public void passStarted(
            ImageReader source,
            BufferedImage image,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void passComplete(ImageReader source, BufferedImage image) {}

    @Override
    public void thumbnailPassStarted(
            ImageReader source,
            BufferedImage thumbnail,
            int pass,
            int minPass,
            int maxPass,
            int minX,
            int minY,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailUpdate(
            ImageReader source,
            BufferedImage thumbnail,
            int minX,
            int minY,
            int width,
            int height,
            int periodX,
            int periodY,
            int[] bands) {}

    @Override
    public void thumbnailPassComplete(ImageReader source, BufferedImage thumbnail) {}
}
