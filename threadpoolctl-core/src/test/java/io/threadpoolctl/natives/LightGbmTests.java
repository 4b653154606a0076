package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * LightGBM follows its OpenMP runtime as long as it is not given {@code num_threads}. That becomes a clause of its parallel
 * regions, which no limit reaches.
 */
@Timeout(120)
class LightGbmTests {

    private static final int ROWS = 20_000;
    private static final int COLUMNS = 20;
    private static final String PARAMETERS = "objective=regression verbosity=-1 ";

    @Test
    void insideAScopeItTrainsAndPredictsOnOneThreadAndAfterwardsOnSeveral() {
        jvm().run(() -> {
            Data data = new Data();
            assertThat(data.threadsOfTraining(2, PARAMETERS)).isEqualTo(2);
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.openmp(1))) {
                assertThat(scope.original()).containsEntry(UserApi.OPENMP, 2);
                assertThat(data.threadsOfTraining(1, PARAMETERS)).isEqualTo(1);
                assertThat(data.threadsOfPrediction(1, PARAMETERS)).isEqualTo(1);
            }
            assertThat(data.threadsOfTraining(2, PARAMETERS)).isEqualTo(2);
            assertThat(data.threadsOfPrediction(2, PARAMETERS)).isEqualTo(2);
        });
    }

    @Test
    void aNumberOfItsOwnBeatsTheLimitAndIsForgottenByTheNextCallWithoutOne() {
        jvm().run(() -> {
            Data data = new Data();
            try (LimitScope scope = Threadpools.ofProcess().limit(Limits.openmp(1))) {
                assertThat(data.threadsOfTraining(2, PARAMETERS + "num_threads=2"))
                        .isEqualTo(2);
                assertThat(data.threadsOfPrediction(2, PARAMETERS + "num_threads=2"))
                        .isEqualTo(2);
                assertThat(data.threadsOfTraining(1, PARAMETERS)).isEqualTo(1);
                assertThat(data.threadsOfPrediction(1, PARAMETERS)).isEqualTo(1);
                assertThat(scope.original()).containsEntry(UserApi.OPENMP, 2);
            }
            assertThat(data.threadsOfTraining(1, PARAMETERS + "num_threads=1")).isEqualTo(1);
            assertThat(Threadpools.ofProcess()
                            .select(UserApi.OPENMP)
                            .info()
                            .get(0)
                            .numThreads())
                    .as("what it leaves behind")
                    .isEqualTo(2);
        });
    }

    private static NativeJvm jvm() {
        DebianLibrary.LIBGOMP.path();
        return NativeJvm.plain().environment("OMP_NUM_THREADS", "2").environment("OMP_WAIT_POLICY", "passive");
    }

    /** Numbers to learn from. */
    private static final class Data {

        private final float[] rows = new float[ROWS * COLUMNS];
        private final LGBMDataset dataset;

        Data() throws LGBMException {
            Random random = new Random(1);
            float[] labels = new float[ROWS];
            for (int row = 0; row < ROWS; row++) {
                for (int column = 0; column < COLUMNS; column++) {
                    rows[row * COLUMNS + column] = random.nextFloat();
                }
                labels[row] = rows[row * COLUMNS] + 2 * rows[row * COLUMNS + 1];
            }
            dataset = LGBMDataset.createFromMat(rows, ROWS, COLUMNS, true, "", null);
            dataset.setField("label", labels);
        }

        int threadsOfTraining(int wanted, String parameters) {
            return EffectiveThreads.upTo(wanted, () -> {
                try {
                    train(parameters).close();
                } catch (LGBMException e) {
                    throw new AssertionError(e);
                }
            });
        }

        int threadsOfPrediction(int wanted, String parameters) throws LGBMException {
            LGBMBooster model = train(parameters);
            try {
                return EffectiveThreads.upTo(wanted, () -> {
                    try {
                        assertThat(model.predictForMat(
                                        rows, ROWS, COLUMNS, true, PredictionType.C_API_PREDICT_NORMAL, parameters))
                                .hasSize(ROWS);
                    } catch (LGBMException e) {
                        throw new AssertionError(e);
                    }
                });
            } finally {
                model.close();
            }
        }

        private LGBMBooster train(String parameters) throws LGBMException {
            LGBMBooster model = LGBMBooster.create(dataset, parameters);
            for (int i = 0; i < 10; i++) {
                model.updateOneIter();
            }
            return model;
        }
    }
}
