package io.threadpoolctl.workloads;

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

    static Booster trained() throws XGBoostError {
        DMatrix matrix = matrixToLearn(ROWS_TO_LEARN);
        try {
            return train(matrix, TREES);
        } finally {
            matrix.dispose();
        }
    }

    static Booster train(DMatrix matrix, int trees) throws XGBoostError {
        Map<String, Object> parameters = Map.of("objective", "reg:squarederror", "max_depth", DEPTH, "verbosity", 0);
        return XGBoost.train(matrix, parameters, trees, Map.of(), null, null);
    }

    static DMatrix matrixToLearn(int rows) throws XGBoostError {
        float[] numbers = Data.floats(rows * COLUMNS);
        DMatrix matrix = new DMatrix(numbers, rows, COLUMNS, Float.NaN);
        matrix.setLabel(Data.labels(numbers, COLUMNS));
        return matrix;
    }
}
