package io.threadpoolctl.workloads;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.translate.NoopTranslator;

/** A small network for pictures through DJL's PyTorch, with weights as it is made: what they are costs nothing. */
final class PyTorchInference implements Workload {

    private static final Shape PICTURE = new Shape(1, 3, 64, 64);
    private static final int CLASSES = 10;

    private final Model model = Model.newInstance("pictures", "PyTorch");
    private final float[] picture = Data.floats((int) PICTURE.size());

    PyTorchInference() {
        SequentialBlock network = new SequentialBlock()
                .add(convolution(32))
                .add(Activation::relu)
                .add(convolution(64))
                .add(Activation::relu)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(CLASSES).build());
        network.initialize(model.getNDManager(), DataType.FLOAT32, PICTURE);
        model.setBlock(network);
    }

    private static Conv2d convolution(int filters) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(filters)
                .optPadding(new Shape(1, 1))
                .optStride(new Shape(2, 2))
                .build();
    }

    @Override
    public Call caller() {
        Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator());
        return () -> {
            try (NDManager manager = model.getNDManager().newSubManager();
                    NDList scores = predictor.predict(new NDList(manager.create(picture, PICTURE)))) {
                Checks.length(CLASSES, scores.singletonOrThrow().toFloatArray().length);
            }
        };
    }
}
