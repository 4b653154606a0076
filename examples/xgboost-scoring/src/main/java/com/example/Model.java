package com.example;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.springframework.stereotype.Component;

/** Tells whether the first feature is greater than the second. Load a model of your own instead: XGBoost.loadModel. */
@Component
public class Model {

    static final int FEATURES = 4;

    private static final int ROWS = 2_000;

    private final Booster booster;

    public Model() throws XGBoostError {
        booster = train();
    }

    /** Many requests call this at once, so each computes on its own thread alone. */
    @ThreadpoolLimits(openmp = 1)
    public float score(float[] features) {
        try {
            DMatrix row = new DMatrix(features, 1, features.length, Float.NaN);
            try {
                return booster.predict(row)[0][0];
            } finally {
                row.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs alone when the application starts. A model of this size gains nothing from more threads. */
    private static Booster train() throws XGBoostError {
        Random random = new Random(1);
        float[] rows = new float[ROWS * FEATURES];
        float[] labels = new float[ROWS];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextFloat();
        }
        for (int i = 0; i < ROWS; i++) {
            labels[i] = rows[i * FEATURES] > rows[i * FEATURES + 1] ? 1 : 0;
        }
        DMatrix matrix = new DMatrix(rows, ROWS, FEATURES, Float.NaN);
        try {
            matrix.setLabel(labels);
            return XGBoost.train(
                    matrix, Map.of("objective", "binary:logistic", "max_depth", 4, "nthread", 1), 20, Map.of(), null, null);
        } finally {
            matrix.dispose();
        }
    }
}
