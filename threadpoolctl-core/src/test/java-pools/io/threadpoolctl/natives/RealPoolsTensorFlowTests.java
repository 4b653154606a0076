package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow, whose first session makes the pool of the process: the settings that are documented, and that no other does it. */
@Timeout(600)
class RealPoolsTensorFlowTests {

    private static final int SIZE = 512;

    private static final int PRODUCTS = 12;

    /** The caller, which asks for the products and waits, but may count as working. */
    private static final int CALLER = 1;

    @Test
    void theFirstSessionDecidesForAllAndALimitFromOutsideHoldsNone() {
        jvm().run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            assertThat(working(threads(4), CALLER + 2)).as("4 threads").isGreaterThan(CALLER + 1);
            pools.run(
                    Limits.all(1),
                    () -> assertThat(working(threads(4), CALLER + 2))
                            .as("limited from outside")
                            .isGreaterThan(CALLER + 1));
            assertThat(working(threads(1), CALLER + 2)).as("a later session").isGreaterThan(CALLER + 1);
            assertThat(pools.select("tensorflow").snapshot().pools())
                    .isNotEmpty()
                    .noneMatch(PoolState::honoured);
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.NOT_LIMITABLE)
                    .isNotEmpty()
                    .allSatisfy(warning -> assertThat(warning.message()).contains("the first session"));
        });
        jvm().run(() -> {
            assertThat(working(threads(1), CALLER + 1)).as("1 thread").isLessThanOrEqualTo(CALLER + 1);
            assertThat(working(threads(4), CALLER + 1)).as("a later session").isLessThanOrEqualTo(CALLER + 1);
        });
    }

    /** Four is more than it takes by itself on a machine of two processors. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void theVariablesLimitIt(int number) {
        jvm().environment("TF_NUM_INTRAOP_THREADS", Integer.toString(number))
                .environment("TF_NUM_INTEROP_THREADS", Integer.toString(number))
                .run(() -> assertWork(number));
    }

    @ParameterizedTest
    @CsvSource({"tensorflow, 1", "tensorflow, 4", "all, 1"})
    void aLimitOfTheProcessHoldsIfItComesBeforeTheFirstSession(String key, int number) {
        jvm().run(() -> {
            System.out.println("TensorFlow " + TensorFlow.version() + " is loaded");
            try (LimitScope limit = Threadpools.ofProcess().limitProcess(Limits.of(key, number))) {
                assertWork(number);
                assertThat(limit).isNotNull();
            }
        });
    }

    private static void assertWork(int number) {
        int working = working(ConfigProto.getDefaultInstance(), CALLER + Math.min(2, number));
        if (number == 1) {
            assertThat(working).isLessThanOrEqualTo(CALLER + 1);
        } else {
            assertThat(working).isGreaterThan(CALLER + 1);
        }
    }

    private static ConfigProto threads(int number) {
        return ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(number)
                .setInterOpParallelismThreads(number)
                .build();
    }

    private static int working(ConfigProto config, int wanted) {
        try (Graph graph = new Graph();
                TFloat32 ones = TFloat32.tensorOf(
                        Shape.of(SIZE, SIZE), data -> data.scalars().forEach(one -> one.setFloat(1)))) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> side = tf.placeholder(TFloat32.class);
            Operand<TFloat32> product = side;
            for (int i = 0; i < PRODUCTS; i++) {
                product = tf.linalg.matMul(product, side);
            }
            Operand<TFloat32> last = product;
            try (Session session = new Session(graph, config)) {
                return EffectiveThreads.upTo(wanted, () -> {
                    try (Result result =
                            session.runner().feed(side, ones).fetch(last).run()) {
                        assertThat(((TFloat32) result.get(0)).getFloat(1, 2))
                                .isEqualTo((float) Math.pow(SIZE, PRODUCTS));
                    }
                });
            }
        }
    }

    private static NativeJvm jvm() {
        return NativeJvm.plain().environment("TF_CPP_MIN_LOG_LEVEL", "1").killedAfter(Duration.ofMinutes(5));
    }
}
