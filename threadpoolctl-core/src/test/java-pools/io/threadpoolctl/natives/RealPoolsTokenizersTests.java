package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hugging Face's tokenizers take a number from the environment when they compute their first batch. */
class RealPoolsTokenizersTests {

    private static final String WORDS = """
            {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [], "normalizer": null,
             "pre_tokenizer": {"type": "Whitespace"}, "post_processor": null, "decoder": null,
             "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "one": 1, "two": 2}, "unk_token": "[UNK]"}}
            """;

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void aLimitOfTheProcessHoldsIfItComesBeforeTheFirstBatch(int threads) throws IOException {
        Path directory = Scratch.newDirectory("tokenizers");
        String file =
                Files.writeString(directory.resolve("tokenizer.json"), WORDS).toString();
        NativeJvm.plain()
                .property("ai.djl.offline", "true")
                .property("ENGINE_CACHE_DIR", directory.toString())
                .killedAfter(Duration.ofMinutes(2))
                .run(() -> {
                    try (LimitScope limit = Threadpools.ofProcess().limitProcess(Limits.of("tokenizers", threads));
                            HuggingFaceTokenizer tokenizer =
                                    HuggingFaceTokenizer.newInstance(Path.of(file), Map.of())) {
                        String[] batch = Collections.nCopies(500, "one two three ".repeat(50))
                                .toArray(String[]::new);
                        int before = threads();
                        assertThat(tokenizer.batchEncode(batch)).hasSize(batch.length);
                        assertThat(threads() - before).isEqualTo(threads);
                        assertThat(Threadpools.ofProcess().select("tokenizers").info())
                                .hasSize(1);
                        assertThat(limit).isNotNull();
                    }
                });
    }

    private static int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            return (int) tasks.count();
        }
    }
}
