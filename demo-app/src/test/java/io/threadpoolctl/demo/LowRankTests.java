package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LowRankTests {

    private static final Offset<Double> ROUNDING = within(1e-12);

    // The matrix (3 0; 4 5) has the singular values 3*sqrt(5) and sqrt(5); the larger one belongs to the column
    // (1, 3)/sqrt(10) and the row (1, 1)/sqrt(2), and their product is (1.5 1.5; 4.5 4.5).
    private static final double[] BY_HAND = {3, 4, 0, 5};

    @Test
    void agreesWithADecompositionDoneByHand() {
        assertThat(LowRank.nearest(BY_HAND, 2, 2, 1)).containsExactly(new double[] {1.5, 4.5, 1.5, 4.5}, ROUNDING);
    }

    @Test
    void givesTheMatrixBackAtFullRank() {
        assertThat(LowRank.nearest(BY_HAND, 2, 2, 2)).containsExactly(BY_HAND, ROUNDING);
    }

    @Test
    void keepsTheLargestValuesOfADiagonalMatrix() {
        double[] diagonal = {0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 9, 0, 0, 2, 0, 0}; // 4 x 4: a permuted diagonal of 7, 9, 2
        double[] without2 = {0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0};
        assertThat(LowRank.nearest(diagonal, 4, 4, 2)).containsExactly(without2, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,9", "9,1", "7,3", "3,7", "64,65", "200,150"})
    void givesAnyShapeBackAtFullRank(int rows, int columns) {
        double[] matrix = random(rows * columns);
        assertThat(LowRank.nearest(matrix, rows, columns, Math.min(rows, columns)))
                .containsExactly(matrix, within(1e-9));
    }

    @Test
    void leavesTheGivenMatrixAlone() {
        double[] matrix = BY_HAND.clone();
        LowRank.nearest(matrix, 2, 2, 1);
        assertThat(matrix).isEqualTo(BY_HAND);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3})
    void refusesARankThatTheMatrixCannotHave(int rank) {
        assertThatIllegalArgumentException().isThrownBy(() -> LowRank.nearest(BY_HAND, 2, 2, rank));
    }

    @Test
    void refusesAShapeThatIsNotTheMatrix() {
        assertThatIllegalArgumentException().isThrownBy(() -> LowRank.nearest(BY_HAND, 2, 3, 1));
    }

    @Test
    void freesNativeMemoryBeforeItReturns() {
        double[] matrix = random(60 * 40);
        LowRank.nearest(matrix, 60, 40, 10);
        long before = Pointer.totalBytes();
        for (int i = 0; i < 50; i++) {
            LowRank.nearest(matrix, 60, 40, 10);
        }
        assertThat(Pointer.totalBytes()).isEqualTo(before);
    }

    private static double[] random(int length) {
        return new Random(7).doubles(length, 0, 255).toArray();
    }
}
