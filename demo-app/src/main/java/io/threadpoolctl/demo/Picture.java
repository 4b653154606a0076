package io.threadpoolctl.demo;

import java.util.List;

/**
 * A picture as numbers.
 *
 * @param planes each plane row by row, nominally 0 to 255: grey; grey and alpha; red, green and blue; or these and alpha
 */
record Picture(int width, int height, List<double[]> planes) {

    int highestRank() {
        return Math.min(width, height);
    }

    long numbers() {
        return (long) planes.size() * width * height;
    }
}
