package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.CodedOutputStream;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** ONNX Runtime, whose sessions have pools of their own: the setting that the warning names, and that nothing else does it. */
@Timeout(300)
class RealPoolsOnnxRuntimeTests {

    private static final int SIZE = 512;

    @Test
    void theSettingThatTheWarningNamesLimitsASessionAndALimitFromOutsideDoesNot() throws IOException {
        byte[] model = product();
        NativeJvm.plain().killedAfter(Duration.ofMinutes(4)).run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(4);
                assertThat(working(model, options, 2)).as("4 threads").isGreaterThan(1);
                pools.run(
                        Limits.all(1),
                        () -> assertThat(working(model, options, 2))
                                .as("limited from outside")
                                .isGreaterThan(1));
            }
            assertThat(pools.select("onnxruntime").snapshot().pools())
                    .singleElement()
                    .matches(pool -> !pool.honoured())
                    .extracting(PoolState::library)
                    .satisfies(library -> assertThat(library.numThreads()).isNull());
            assertThat(pools.warnings())
                    .filteredOn(warning -> warning.kind() == Warning.Kind.NOT_LIMITABLE)
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.message()).contains("setIntraOpNumThreads(1)"));
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setIntraOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                assertThat(working(model, options, 1)).as("1 thread").isEqualTo(1);
            }
        });
    }

    private static int working(byte[] model, OrtSession.SessionOptions options, int wanted) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model, options);
                OnnxTensor ones = OnnxTensor.createTensor(environment, ones())) {
            return EffectiveThreads.upTo(wanted, () -> {
                try (OrtSession.Result result = session.run(Map.of("a", ones))) {
                    float[][] product = (float[][]) result.get(0).getValue();
                    assertThat(product[1][2]).isEqualTo(SIZE);
                } catch (OrtException e) {
                    throw new AssertionError(e);
                }
            });
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static float[][] ones() {
        float[][] ones = new float[SIZE][SIZE];
        for (float[] row : ones) {
            Arrays.fill(row, 1);
        }
        return ones;
    }

    /** A model of one operation, a times a, in the format of {@code onnx.proto}. */
    private static byte[] product() throws IOException {
        byte[] node = message(out -> {
            out.writeString(1, "a");
            out.writeString(1, "a");
            out.writeString(2, "b");
            out.writeString(4, "MatMul");
        });
        byte[] graph = message(out -> {
            out.writeByteArray(1, node);
            out.writeString(2, "product");
            out.writeByteArray(11, matrix("a"));
            out.writeByteArray(12, matrix("b"));
        });
        byte[] operators = message(out -> out.writeInt64(2, 13));
        return message(out -> {
            out.writeInt64(1, 8);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, operators);
        });
    }

    private static byte[] matrix(String name) throws IOException {
        byte[] dimension = message(out -> out.writeInt64(1, SIZE));
        byte[] shape = message(out -> {
            out.writeByteArray(1, dimension);
            out.writeByteArray(1, dimension);
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, 1); // float
            out.writeByteArray(2, shape);
        });
        byte[] type = message(out -> out.writeByteArray(1, tensor));
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, type);
        });
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }
}
