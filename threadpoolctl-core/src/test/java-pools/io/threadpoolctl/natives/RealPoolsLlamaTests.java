package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** llama.cpp, whose contexts have numbers of their own: the settings that are documented, and that nothing else does it. */
@Timeout(300)
class RealPoolsLlamaTests {

    @Test
    void theSettingsThatTheWarningNamesLimitAContextAndALimitFromOutsideDoesNot() throws IOException {
        String file = TinyLlama.write(Scratch.newDirectory("llama").resolve("tiny.gguf"))
                .toString();
        NativeJvm.plain().withSleepingPools().killedAfter(Duration.ofMinutes(4)).run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            try (LlamaModel model = model(file, 4)) {
                assertThat(working(model, 2)).as("4 threads").isGreaterThan(1);
                pools.run(
                        Limits.all(1),
                        () -> assertThat(working(model, 2))
                                .as("limited from outside")
                                .isGreaterThan(1));
                assertThat(pools.select("llama").snapshot().pools())
                        .singleElement()
                        .matches(pool -> !pool.honoured())
                        .extracting(PoolState::library)
                        .satisfies(library -> assertThat(library.numThreads()).isNull());
            }
            try (LlamaModel model = model(file, 1)) {
                assertThat(working(model, 1)).as("1 thread").isEqualTo(1);
            }
        });
    }

    private static LlamaModel model(String file, int threads) {
        return new LlamaModel(new ModelParameters()
                .setModel(Path.of(file).toString())
                .setCtxSize(512)
                .setThreads(threads)
                .setThreadsBatch(threads));
    }

    private static int working(LlamaModel model, int wanted) {
        return EffectiveThreads.upTo(
                wanted, () -> model.complete(new InferenceParameters("a a a a a a a a").setNPredict(32)));
    }
}
