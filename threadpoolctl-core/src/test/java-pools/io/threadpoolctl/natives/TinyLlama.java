package io.threadpoolctl.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A language model that knows nothing, in the file format of llama.cpp (GGUF 3): its weights are random, its words few. */
final class TinyLlama {

    private static final int WIDTH = 512;
    private static final int HIDDEN = 2048;
    private static final int LAYERS = 2;
    private static final int HEADS = 8;
    private static final int ALIGNMENT = 32;

    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private static final int NORMAL = 1;
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int BYTE = 6;
    private static final int WORDS = 3 + 256 + 2;

    private final ByteBuffer head = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final Map<String, long[]> tensors = new LinkedHashMap<>();

    private TinyLlama() {}

    static Path write(Path file) throws IOException {
        TinyLlama model = new TinyLlama();
        model.describe();
        model.store(file);
        return file;
    }

    private void describe() {
        tensor("token_embd.weight", WIDTH, WORDS);
        tensor("output_norm.weight", WIDTH);
        tensor("output.weight", WIDTH, WORDS);
        for (int layer = 0; layer < LAYERS; layer++) {
            String block = "blk." + layer + ".";
            tensor(block + "attn_norm.weight", WIDTH);
            for (String part : new String[] {"attn_q", "attn_k", "attn_v", "attn_output"}) {
                tensor(block + part + ".weight", WIDTH, WIDTH);
            }
            tensor(block + "ffn_norm.weight", WIDTH);
            tensor(block + "ffn_gate.weight", WIDTH, HIDDEN);
            tensor(block + "ffn_up.weight", WIDTH, HIDDEN);
            tensor(block + "ffn_down.weight", HIDDEN, WIDTH);
        }
        head.put("GGUF".getBytes(UTF_8)).putInt(3).putLong(tensors.size()).putLong(15);
        text("general.architecture", "llama");
        number("llama.context_length", 512);
        number("llama.embedding_length", WIDTH);
        number("llama.block_count", LAYERS);
        number("llama.feed_forward_length", HIDDEN);
        number("llama.attention.head_count", HEADS);
        number("llama.rope.dimension_count", WIDTH / HEADS);
        key("llama.attention.layer_norm_rms_epsilon", FLOAT32);
        head.putFloat(1e-5f);
        number("general.alignment", ALIGNMENT);
        text("tokenizer.ggml.model", "llama");
        words();
        number("tokenizer.ggml.bos_token_id", 1);
        number("tokenizer.ggml.eos_token_id", 2);
        long offset = 0;
        for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
            string(tensor.getKey());
            head.putInt(tensor.getValue().length);
            for (long length : tensor.getValue()) {
                head.putLong(length);
            }
            head.putInt(0).putLong(offset); // float, 32 bits
            offset += aligned(size(tensor.getValue()));
        }
    }

    private void words() {
        array("tokenizer.ggml.tokens", STRING);
        for (String word : new String[] {"<unk>", "<s>", "</s>"}) {
            string(word);
        }
        for (int value = 0; value < 256; value++) {
            string("<0x%02X>".formatted(value));
        }
        string("\u2581");
        string("a");
        array("tokenizer.ggml.scores", FLOAT32);
        for (int word = 0; word < WORDS; word++) {
            head.putFloat(-word);
        }
        array("tokenizer.ggml.token_type", INT32);
        head.putInt(UNKNOWN).putInt(CONTROL).putInt(CONTROL);
        for (int value = 0; value < 256; value++) {
            head.putInt(BYTE);
        }
        head.putInt(NORMAL).putInt(NORMAL);
    }

    private void store(Path file) throws IOException {
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            while (head.position() % ALIGNMENT != 0) {
                head.put((byte) 0);
            }
            out.write(head.array(), 0, head.position());
            for (Map.Entry<String, long[]> tensor : tensors.entrySet()) {
                ByteBuffer values = ByteBuffer.allocate((int) aligned(size(tensor.getValue())))
                        .order(ByteOrder.LITTLE_ENDIAN);
                boolean norm = tensor.getValue().length == 1;
                for (int at = 0; at < size(tensor.getValue()); at += Float.BYTES) {
                    values.putFloat(at, norm ? 1 : (random.nextFloat() - 0.5f) / 8);
                }
                out.write(values.array());
            }
        }
    }

    private void tensor(String name, long... lengths) {
        tensors.put(name, lengths);
    }

    private static long size(long[] lengths) {
        long size = Float.BYTES;
        for (long length : lengths) {
            size *= length;
        }
        return size;
    }

    private static long aligned(long size) {
        return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private void number(String key, int value) {
        key(key, UINT32);
        head.putInt(value);
    }

    private void text(String key, String value) {
        key(key, STRING);
        string(value);
    }

    private void array(String key, int type) {
        key(key, ARRAY);
        head.putInt(type).putLong(WORDS);
    }

    private void key(String key, int type) {
        string(key);
        head.putInt(type);
    }

    private void string(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        head.putLong(bytes.length).put(bytes);
    }
}
