package io.threadpoolctl.workloads;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A network of layers that multiply by a matrix, in ONNX's format; the numbers of the fields are those of onnx.proto. */
final class OnnxModel {

    static final String INPUT = "layer0";

    private static final int FLOAT = 1;
    private static final int IR_VERSION = 8;
    private static final int OPSET_VERSION = 13;

    private OnnxModel() {}

    /** @param width the number of columns of input, output and each layer */
    static byte[] of(int layers, int rows, int width) throws IOException {
        byte[] graph = message(out -> {
            for (int layer = 0; layer < layers; layer++) {
                String weights = "weights" + layer;
                out.writeByteArray(1, node("MatMul", "product" + layer, "layer" + layer, weights));
                out.writeByteArray(1, node("Relu", "layer" + (layer + 1), "product" + layer));
                out.writeByteArray(5, weights(weights, width));
            }
            out.writeString(2, "network");
            out.writeByteArray(11, value(INPUT, rows, width));
            out.writeByteArray(12, value("layer" + layers, rows, width));
        });
        return message(out -> {
            out.writeInt64(1, IR_VERSION);
            out.writeByteArray(7, graph);
            out.writeByteArray(8, message(opset -> opset.writeInt64(2, OPSET_VERSION)));
        });
    }

    private static byte[] node(String operation, String output, String... inputs) throws IOException {
        return message(out -> {
            for (String input : inputs) {
                out.writeString(1, input);
            }
            out.writeString(2, output);
            out.writeString(4, operation);
        });
    }

    private static byte[] weights(String name, int width) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(width * width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float weight : Data.floats(width * width)) {
            bytes.putFloat((weight - 0.5f) / width);
        }
        return message(out -> {
            out.writeInt64(1, width);
            out.writeInt64(1, width);
            out.writeInt32(2, FLOAT);
            out.writeString(8, name);
            out.writeByteArray(9, bytes.array());
        });
    }

    private static byte[] value(String name, int rows, int columns) throws IOException {
        byte[] shape = message(out -> {
            out.writeByteArray(1, message(dimension -> dimension.writeInt64(1, rows)));
            out.writeByteArray(1, message(dimension -> dimension.writeInt64(1, columns)));
        });
        byte[] tensor = message(out -> {
            out.writeInt32(1, FLOAT);
            out.writeByteArray(2, shape);
        });
        return message(out -> {
            out.writeString(1, name);
            out.writeByteArray(2, message(type -> type.writeByteArray(1, tensor)));
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
