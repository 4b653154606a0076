package io.threadpoolctl.workloads;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime, which no limit reaches: its modes are two sessions. The unlimited one has the pool that it makes itself, or
 * one of so many threads; the limited one has the settings that threadpoolctl names.
 */
final class OnnxInference implements Workload {

    private static final int LAYERS = 4;
    private static final int ROWS = 32;
    private static final int WIDTH = 512;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession unlimited;
    private final OrtSession limited;
    private final float[] input = Data.floats(ROWS * WIDTH);

    OnnxInference(Pool pool) throws OrtException, IOException {
        byte[] model = OnnxModel.of(LAYERS, ROWS, WIDTH);
        try (SessionOptions some = new SessionOptions();
                SessionOptions one = new SessionOptions()) {
            if (pool.threads().isPresent()) {
                some.setIntraOpNumThreads(pool.threads().getAsInt());
            }
            one.setIntraOpNumThreads(1);
            one.addConfigEntry("session.intra_op.allow_spinning", "0");
            unlimited = environment.createSession(model, some);
            limited = environment.createSession(model, one);
        }
    }

    @Override
    public List<Mode> modes() {
        return List.of(Mode.UNLIMITED, Mode.LIMITED);
    }

    @Override
    public Call caller(Mode mode) {
        return caller(mode == Mode.LIMITED ? limited : unlimited);
    }

    @Override
    public Call caller() {
        return caller(unlimited);
    }

    private Call caller(OrtSession session) {
        return () -> {
            try (OnnxTensor tensor =
                            OnnxTensor.createTensor(environment, FloatBuffer.wrap(input), new long[] {ROWS, WIDTH});
                    OrtSession.Result result = session.run(Map.of(OnnxModel.INPUT, tensor))) {
                Checks.length(ROWS, ((float[][]) result.get(0).getValue()).length);
            }
        };
    }
}
