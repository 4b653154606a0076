package io.threadpoolctl.natives;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import java.util.Arrays;

/**
 * A product of two square matrices by {@code cblas_dgemm} of one BLAS. The entries are small whole numbers, so every right
 * result is the same to the last bit, in whatever order it was summed. For one thread.
 */
public final class Dgemm {

    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;

    private final Function cblasDgemm;
    private final Number size;
    private final Memory left;
    private final Memory right;
    private final Memory product;
    private final double[] expected;

    private Dgemm(NativeCode blas, Number sizeInC) {
        int size = sizeInC.intValue();
        this.cblasDgemm = blas.function("cblas_dgemm");
        this.size = sizeInC;
        double[] a = numbers(size, 7);
        double[] b = numbers(size, 5);
        this.left = memory(a);
        this.right = memory(b);
        this.expected = multiply(a, b, size);
        this.product = memory(new double[size * size]);
    }

    /** For a BLAS whose sizes are C ints. */
    public static Dgemm of(NativeCode blas, int size) {
        return new Dgemm(blas, size);
    }

    /** For a BLAS whose sizes are 64-bit numbers. */
    public static Dgemm ofIlp64(NativeCode blas, int size) {
        return new Dgemm(blas, (long) size);
    }

    /** Multiplies once. */
    public void multiply() {
        cblasDgemm.invokeVoid(new Object[] {
            ROW_MAJOR, AS_IT_IS, AS_IT_IS, size, size, size, 1.0, left, size, right, size, 0.0, product, size
        });
    }

    /** Whether the product of the last call is right; spoils it, so that the next one has to make it anew. */
    public boolean wasRight() {
        boolean right = Arrays.equals(product.getDoubleArray(0, expected.length), expected);
        product.clear();
        return right;
    }

    private static double[] numbers(int size, int step) {
        double[] numbers = new double[size * size];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (i * (long) step) % 11 - 5;
        }
        return numbers;
    }

    private static Memory memory(double[] numbers) {
        Memory memory = new Memory((long) numbers.length * Double.BYTES);
        memory.write(0, numbers, 0, numbers.length);
        return memory;
    }

    private static double[] multiply(double[] a, double[] b, int size) {
        double[] product = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                for (int j = 0; j < size; j++) {
                    product[i * size + j] += a[i * size + k] * b[k * size + j];
                }
            }
        }
        return product;
    }
}
