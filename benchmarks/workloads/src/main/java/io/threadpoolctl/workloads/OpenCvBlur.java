package io.threadpoolctl.workloads;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** OpenCV's Gaussian blur of a picture. */
final class OpenCvBlur implements Workload {

    private static final int ROWS = 720;
    private static final int COLUMNS = 1_280;
    private static final int COLOURS = 3;
    private static final int KERNEL = 15;

    private final BytePointer pixels = new BytePointer(pixels());
    private final Mat picture = new Mat(ROWS, COLUMNS, opencv_core.CV_8UC3, pixels);
    private final Size kernel = new Size(KERNEL, KERNEL);

    @Override
    public Call caller() {
        Mat blurred = new Mat();
        return () -> {
            opencv_imgproc.GaussianBlur(picture, blurred, kernel, 0);
            Checks.length(ROWS, blurred.rows());
        };
    }

    private static byte[] pixels() {
        float[] numbers = Data.floats(ROWS * COLUMNS * COLOURS);
        byte[] pixels = new byte[numbers.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (int) (numbers[i] * 256);
        }
        return pixels;
    }
}
