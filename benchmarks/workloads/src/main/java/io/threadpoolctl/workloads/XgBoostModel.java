package io.threadpoolctl.workloads;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What the workloads of XGBoost have in common. */
final class XgBoostModel {

    static final int COLUMNS = 30;

    private static final int TREES = 100;
    private static final int ROWS_TO_LEARN = 5_000;
    private static final int DEPTH = 6;

    private XgBoostModel() {}

    static Booster trained(Pool pool) throws XGBoostError {
        DMatrix matrix = matrixToLearn(ROWS_TO_LEARN);
        try {
            return train(matrix, TREES, pool);
        } finally {
            matrix.dispose();
        }
    }

    /** As found it is not told a number; otherwise it must be, since its default is at most the number of processors. */
    static Booster train(DMatrix matrix, int trees, Pool pool) throws XGBoostError {
        Map<String, Object> parameters =
                new HashMap<>(Map.of("objective", "reg:squarederror", "max_depth", DEPTH, "verbosity", 0));
        pool.threads().ifPresent(number -> parameters.put("nthread", number));
        return XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
    }

    static DMatrix matrixToLearn(int rows) throws XGBoostError {
        float[] numbers = Data.floats(rows * COLUMNS);
        DMatrix matrix = new DMatrix(numbers, rows, COLUMNS, Float.NaN);
        matrix.setLabel(Data.labels(numbers, COLUMNS));
        return matrix;
    }
}
