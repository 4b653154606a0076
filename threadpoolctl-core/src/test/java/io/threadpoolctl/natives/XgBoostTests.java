package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** XGBoost4J never goes wider than its OpenMP runtime says, whatever its own {@code nthread} asks for: a limit wins. */
@Timeout(120)
class XgBoostTests {

    private static final int ROWS = 20_000;
    private static final int COLUMNS = 20;

    @Test
    void insideAScopeItTrainsAndPredictsOnOneThreadAndAfterwardsOnSeveral() {
        jvm().run(() -> {
            DMatrix matrix = matrix();
            Map<String, Object> parameters = parameters();
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.openmp(1))) {
                assertThat(scope.original()).containsEntry(UserApi.OPENMP, 2);
                assertThat(threadsOfTraining(1, matrix, parameters)).isEqualTo(1);
                assertThat(threadsOfPrediction(1, matrix, parameters)).isEqualTo(1);
            }
            assertThat(threadsOfTraining(2, matrix, parameters)).isEqualTo(2);
            assertThat(threadsOfPrediction(2, matrix, parameters)).isEqualTo(2);
        });
    }

    @Test
    void theLimitBeatsItsOwnNumberOfThreads() {
        jvm().run(() -> {
            DMatrix matrix = matrix();
            Map<String, Object> parameters = parameters();
            parameters.put("nthread", 2);
            assertThat(threadsOfTraining(2, matrix, parameters)).isEqualTo(2);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.openmp(1))) {
                assertThat(threadsOfTraining(1, matrix, parameters)).isEqualTo(1);
                assertThat(threadsOfPrediction(1, matrix, parameters)).isEqualTo(1);
                assertThat(scope.original()).containsEntry(UserApi.OPENMP, 2);
            }
            assertThat(onlyRuntime()).as("what it leaves behind").isEqualTo(2);
        });
    }

    private static NativeJvm jvm() {
        DebianLibrary.LIBGOMP.path();
        return NativeJvm.plain().environment("OMP_NUM_THREADS", "2").environment("OMP_WAIT_POLICY", "passive");
    }

    private static int threadsOfTraining(int wanted, DMatrix matrix, Map<String, Object> parameters) {
        return EffectiveThreads.upTo(wanted, () -> train(matrix, parameters).dispose());
    }

    private static int threadsOfPrediction(int wanted, DMatrix matrix, Map<String, Object> parameters) {
        Booster model = train(matrix, parameters);
        return EffectiveThreads.upTo(wanted, () -> {
            try {
                assertThat(model.predict(matrix)).hasDimensions(ROWS, 1);
            } catch (XGBoostError e) {
                throw new AssertionError(e);
            }
        });
    }

    private static Booster train(DMatrix matrix, Map<String, Object> parameters) {
        try {
            return XGBoost.train(matrix, parameters, 3, Map.of(), null, null);
        } catch (XGBoostError e) {
            throw new AssertionError(e);
        }
    }

    private static Map<String, Object> parameters() {
        return new HashMap<>(Map.of("max_depth", 6, "objective", "reg:squarederror", "verbosity", 0));
    }

    private static DMatrix matrix() throws XGBoostError {
        Random random = new Random(1);
        float[] data = new float[ROWS * COLUMNS];
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < COLUMNS; column++) {
                data[row * COLUMNS + column] = random.nextFloat();
            }
            labels[row] = data[row * COLUMNS] + 2 * data[row * COLUMNS + 1];
        }
        DMatrix matrix = new DMatrix(data, ROWS, COLUMNS, Float.NaN);
        matrix.setLabel(labels);
        return matrix;
    }

    private static @Nullable Integer onlyRuntime() {
        return Threadpools.ofProcess().select(UserApi.OPENMP).info().get(0).numThreads();
    }
}
