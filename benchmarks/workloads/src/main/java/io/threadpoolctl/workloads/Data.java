package io.threadpoolctl.workloads;

import java.util.Random;

/** Numbers to compute with, the same in each run. */
final class Data {

    private static final int SEED = 1;

    private Data() {}

    static float[] floats(int length) {
        Random random = new Random(SEED);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = random.nextFloat();
        }
        return numbers;
    }

    static double[] doubles(int length) {
        return new Random(SEED).doubles(length).toArray();
    }

    /** For each row a number that can be learnt from it. */
    static float[] labels(float[] rows, int columns) {
        float[] labels = new float[rows.length / columns];
        for (int row = 0; row < labels.length; row++) {
            labels[row] = rows[row * columns] * rows[row * columns + 1] + 2 * rows[row * columns + 2];
        }
        return labels;
    }
}
