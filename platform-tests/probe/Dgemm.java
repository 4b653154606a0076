import com.sun.jna.Function;
import com.sun.jna.Memory;

/**
 * A product of two square matrices by {@code cblas_dgemm}. The entries are small whole numbers, so every right result is the
 * same to the last bit, in whatever order it was summed.
 */
final class Dgemm implements Work {

    private static final int SIZE = Integer.getInteger("probe.size", 384);
    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;
    private static final int STEP = 17;

    private final Function cblasDgemm;
    private final Number size;
    private final double[] left = numbers(7);
    private final double[] right = numbers(5);
    private final Memory a = memory(left);
    private final Memory b = memory(right);
    private final Memory product = memory(new double[SIZE * SIZE]);

    /** @param isLong whether the library's sizes are 64-bit numbers */
    Dgemm(Function cblasDgemm, boolean isLong) {
        this.cblasDgemm = cblasDgemm;
        this.size = isLong ? (Number) (long) SIZE : (Number) SIZE;
    }

    @Override
    public int run() {
        cblasDgemm.invokeVoid(
                new Object[] {ROW_MAJOR, AS_IT_IS, AS_IT_IS, size, size, size, 1.0, a, size, b, size, 0.0, product, size
                });
        for (int row = 0; row < SIZE; row += STEP) {
            Check.that(isRight(row, (row * STEP) % SIZE), "a product of matrices is wrong in row " + row);
        }
        product.setDouble(0, Double.NaN);
        return NOT_KNOWN;
    }

    private boolean isRight(int row, int column) {
        double sum = 0;
        for (int k = 0; k < SIZE; k++) {
            sum += left[row * SIZE + k] * right[k * SIZE + column];
        }
        return product.getDouble((long) (row * SIZE + column) * Double.BYTES) == sum;
    }

    private static double[] numbers(int step) {
        double[] numbers = new double[SIZE * SIZE];
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
}
