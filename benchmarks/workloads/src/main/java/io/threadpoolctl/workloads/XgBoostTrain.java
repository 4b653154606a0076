package io.threadpoolctl.workloads;

import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** Each call trains a small model. */
final class XgBoostTrain implements Workload {

    private static final int ROWS = 1_000;
    private static final int TREES = 3;

    @Override
    public Call caller() throws XGBoostError {
        DMatrix matrix = XgBoostModel.matrixToLearn(ROWS);
        return () -> XgBoostModel.train(matrix, TREES).dispose();
    }
}
