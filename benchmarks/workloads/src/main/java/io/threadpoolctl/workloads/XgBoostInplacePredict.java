package io.threadpoolctl.workloads;

import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** One model for all callers, which {@code inplace_predict} lets in together. */
final class XgBoostInplacePredict implements Workload {

    private static final int ROWS = 200;

    private final Booster model;
    private final float[] rows = Data.floats(ROWS * XgBoostModel.COLUMNS);

    XgBoostInplacePredict() throws XGBoostError {
        model = XgBoostModel.trained();
    }

    @Override
    public Call caller() {
        return () -> Checks.length(ROWS, model.inplace_predict(rows, ROWS, XgBoostModel.COLUMNS, Float.NaN).length);
    }
}
