package io.threadpoolctl.demo;

import static org.bytedeco.openblas.global.openblas.CblasColMajor;
import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.LAPACKE_dgesdd;
import static org.bytedeco.openblas.global.openblas.LAPACK_COL_MAJOR;
import static org.bytedeco.openblas.global.openblas.cblas_dgemm;

import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/** The matrix of a given rank that is nearest to a matrix: a truncated singular value decomposition. */
final class LowRank {

    private LowRank() {}

    /** Takes and gives a matrix column by column. All native memory is freed on return, also after a failure. */
    static double[] nearest(double[] matrix, int rows, int columns, int rank) {
        int highest = Math.min(rows, columns);
        if (matrix.length != (long) rows * columns || rank < 1 || rank > highest) {
            throw new IllegalArgumentException(
                    "rank " + rank + " of " + matrix.length + " numbers as " + rows + " x " + columns);
        }
        try (DoublePointer a = new DoublePointer(matrix);
                DoublePointer u = new DoublePointer((long) rows * highest);
                DoublePointer s = new DoublePointer((long) highest);
                DoublePointer vt = new DoublePointer((long) highest * columns)) {
            decompose(a, rows, columns, u, s, vt);
            scaleColumns(u.asBuffer(), rows, s.asBuffer(), rank);
            cblas_dgemm(
                    CblasColMajor,
                    CblasNoTrans,
                    CblasNoTrans,
                    rows,
                    columns,
                    rank,
                    1,
                    u,
                    rows,
                    vt,
                    highest,
                    0,
                    a,
                    rows);
            double[] nearest = new double[matrix.length];
            a.get(nearest);
            return nearest;
        }
    }

    /** Leaves {@code a} destroyed. */
    private static void decompose(
            DoublePointer a, int rows, int columns, DoublePointer u, DoublePointer s, DoublePointer vt) {
        int info = LAPACKE_dgesdd(
                LAPACK_COL_MAJOR, (byte) 'S', rows, columns, a, rows, s, u, rows, vt, Math.min(rows, columns));
        if (info != 0) {
            throw new IllegalStateException("dgesdd of " + rows + " x " + columns + " returned " + info);
        }
    }

    private static void scaleColumns(DoubleBuffer columns, int length, DoubleBuffer factors, int count) {
        for (int column = 0; column < count; column++) {
            double factor = factors.get(column);
            for (int i = column * length; i < (column + 1) * length; i++) {
                columns.put(i, columns.get(i) * factor);
            }
        }
    }
}
