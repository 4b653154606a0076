package io.threadpoolctl.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture rebuilt from the largest singular values of each plane.
 *
 * @param relativeError the Frobenius norm of what is lost over the norm of the original, before rounding to bytes
 */
record Compressed(Picture picture, int rank, double relativeError) {

    static Compressed of(Picture original, int rank) {
        List<double[]> planes = new ArrayList<>();
        for (double[] plane : original.planes()) {
            // A plane row by row is its transpose column by column, and the transpose has the same singular values.
            planes.add(LowRank.nearest(plane, original.width(), original.height(), rank));
        }
        Picture rebuilt = new Picture(original.width(), original.height(), planes);
        return new Compressed(rebuilt, rank, relativeError(original.planes(), planes));
    }

    /** How many numbers stand for the picture: per plane and rank one column, one row and one singular value. */
    long numbers() {
        return (long) picture.planes().size() * rank * (picture.width() + picture.height() + 1);
    }

    /** Above 1 at high ranks: rows and columns are then more than the pixels. */
    double keptShare() {
        return (double) numbers() / picture.numbers();
    }

    private static double relativeError(List<double[]> original, List<double[]> rebuilt) {
        double lost = 0;
        double all = 0;
        for (int plane = 0; plane < original.size(); plane++) {
            double[] before = original.get(plane);
            double[] after = rebuilt.get(plane);
            for (int i = 0; i < before.length; i++) {
                lost += (before[i] - after[i]) * (before[i] - after[i]);
                all += before[i] * before[i];
            }
        }
        return all == 0 ? 0 : Math.sqrt(lost / all);
    }
}
