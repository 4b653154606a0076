package io.threadpoolctl.workloads;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;

/** One model for all callers. It is given no {@code num_threads}, which no limit would reach. */
final class LightGbmPredict implements Workload {

    private static final int COLUMNS = 30;
    private static final int TREES = 100;
    private static final int ROWS_TO_LEARN = 5_000;
    private static final int ROWS = 200;

    private final LGBMBooster model;
    private final float[] rows = Data.floats(ROWS * COLUMNS);

    LightGbmPredict() throws LGBMException {
        float[] numbers = Data.floats(ROWS_TO_LEARN * COLUMNS);
        LGBMDataset dataset = LGBMDataset.createFromMat(numbers, ROWS_TO_LEARN, COLUMNS, true, "", null);
        dataset.setField("label", Data.labels(numbers, COLUMNS));
        model = LGBMBooster.create(dataset, "objective=regression verbosity=-1");
        for (int i = 0; i < TREES; i++) {
            model.updateOneIter();
        }
    }

    @Override
    public Call caller() {
        return () -> Checks.length(
                ROWS, model.predictForMat(rows, ROWS, COLUMNS, true, PredictionType.C_API_PREDICT_NORMAL, "").length);
    }
}
