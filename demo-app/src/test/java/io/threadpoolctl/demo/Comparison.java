package io.threadpoolctl.demo;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Measures how far two pictures are from each other, by their pixels alone. */
final class Comparison {

    private Comparison() {}

    static int[] pixels(byte[] picture) {
        BufferedImage image = TestPictures.decode(picture);
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** In decibels; above 30 is near, below 20 is far. */
    static double peakSignalToNoise(byte[] before, byte[] after) {
        int[] original = samples(before);
        return 10 * Math.log10(255.0 * 255.0 * original.length / squaredDistance(original, samples(after)));
    }

    static double relativeError(byte[] before, byte[] after) {
        int[] original = samples(before);
        return Math.sqrt(
                squaredDistance(original, samples(after)) / squaredDistance(original, new int[original.length]));
    }

    private static int[] samples(byte[] picture) {
        return Arrays.stream(pixels(picture))
                .flatMap(pixel -> Arrays.stream(new int[] {pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff}))
                .toArray();
    }

    private static double squaredDistance(int[] a, int[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow(a[i] - b[i], 2);
        }
        return sum;
    }
}
