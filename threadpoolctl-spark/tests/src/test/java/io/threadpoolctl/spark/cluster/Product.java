package io.threadpoolctl.spark.cluster;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;

/** A product of two square matrices by OpenBLAS, large enough for all its threads. */
final class Product implements Runnable {

    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;
    private static final int SIZE = 256;

    private final Function dgemm;
    private final Memory left = new Memory((long) SIZE * SIZE * Double.BYTES);
    private final Memory right = new Memory((long) SIZE * SIZE * Double.BYTES);
    private final Memory product = new Memory((long) SIZE * SIZE * Double.BYTES);

    Product(String openBlas) {
        dgemm = NativeLibrary.getInstance(openBlas).getFunction("cblas_dgemm");
        left.clear();
        right.clear();
    }

    @Override
    public void run() {
        dgemm.invokeVoid(new Object[] {
            ROW_MAJOR, AS_IT_IS, AS_IT_IS, SIZE, SIZE, SIZE, 1.0, left, SIZE, right, SIZE, 0.0, product, SIZE
        });
    }
}
