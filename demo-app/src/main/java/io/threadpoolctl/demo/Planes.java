package io.threadpoolctl.demo;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Between Java's images and the planes of a picture. Grey images go by their raster, because {@code getRGB} would
 * convert between a linear grey and sRGB and change the values.
 */
final class Planes {

    private static final int RED = 16;
    private static final int GREEN = 8;
    private static final int BLUE = 0;
    private static final int ALPHA = 24;

    private Planes() {}

    /** Leaves out what says nothing: an alpha plane that is opaque, colours that are all grey. */
    static Picture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        List<double[]> planes =
                grey ? bands(image.getRaster()) : channels(image.getRGB(0, 0, width, height, null, 0, width));
        return new Picture(width, height, planes);
    }

    /** Rounds to bytes, and cuts to their range what a low rank overshoots. */
    static BufferedImage toImage(Picture picture) {
        return picture.planes().size() == 1 ? greyImage(picture) : colourImage(picture);
    }

    private static List<double[]> bands(Raster raster) {
        List<double[]> planes = new ArrayList<>();
        for (int band = 0; band < raster.getNumBands(); band++) {
            double white = (1 << raster.getSampleModel().getSampleSize(band)) - 1.0;
            double[] plane = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), band, (double[]) null);
            for (int i = 0; i < plane.length; i++) {
                plane[i] *= 255 / white;
            }
            planes.add(plane);
        }
        if (planes.size() == 2 && Arrays.stream(planes.get(1)).allMatch(alpha -> alpha == 255)) {
            planes.remove(1);
        }
        return planes;
    }

    private static List<double[]> channels(int[] pixels) {
        List<double[]> planes = new ArrayList<>();
        if (!Arrays.stream(pixels).allMatch(Planes::isGrey)) {
            planes.add(channel(pixels, RED));
            planes.add(channel(pixels, GREEN));
        }
        planes.add(channel(pixels, BLUE));
        if (!Arrays.stream(pixels).allMatch(pixel -> sample(pixel, ALPHA) == 255)) {
            planes.add(channel(pixels, ALPHA));
        }
        return planes;
    }

    private static double[] channel(int[] pixels, int shift) {
        return Arrays.stream(pixels).mapToDouble(pixel -> sample(pixel, shift)).toArray();
    }

    private static boolean isGrey(int pixel) {
        int blue = sample(pixel, BLUE);
        return sample(pixel, RED) == blue && sample(pixel, GREEN) == blue;
    }

    private static int sample(int pixel, int shift) {
        return pixel >>> shift & 0xff;
    }

    private static BufferedImage greyImage(Picture picture) {
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        int[] samples =
                Arrays.stream(picture.planes().get(0)).mapToInt(Planes::toByte).toArray();
        image.getRaster().setSamples(0, 0, picture.width(), picture.height(), 0, samples);
        return image;
    }

    private static BufferedImage colourImage(Picture picture) {
        List<double[]> planes = picture.planes();
        boolean alpha = planes.size() % 2 == 0;
        double[] red = planes.get(0);
        double[] green = planes.size() > 2 ? planes.get(1) : red;
        double[] blue = planes.size() > 2 ? planes.get(2) : red;
        int[] pixels = new int[red.length];
        for (int i = 0; i < pixels.length; i++) {
            int opacity = alpha ? toByte(planes.get(planes.size() - 1)[i]) : 255;
            pixels[i] = opacity << ALPHA | toByte(red[i]) << RED | toByte(green[i]) << GREEN | toByte(blue[i]) << BLUE;
        }
        int type = alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
        image.setRGB(0, 0, picture.width(), picture.height(), pixels, 0, picture.width());
        return image;
    }

    private static int toByte(double value) {
        return (int) Math.round(Math.max(0, Math.min(255, value)));
    }
}
