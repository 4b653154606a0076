package io.threadpoolctl.workloads;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** One model for all callers, as most services have it: {@code predict} lets one in at a time. */
final class XgBoostPredict implements Workload {

    private static final int ROWS = 200;

    private final Booster model;
    private final float[] rows = Data.floats(ROWS * XgBoostModel.COLUMNS);

    XgBoostPredict() throws XGBoostError {
        model = XgBoostModel.trained();
    }

    @Override
    public Call caller() {
        return () -> {
            DMatrix matrix = new DMatrix(rows, ROWS, XgBoostModel.COLUMNS, Float.NaN);
            try {
                Checks.length(ROWS, model.predict(matrix).length);
            } finally {
                matrix.dispose();
            }
        };
    }
}
