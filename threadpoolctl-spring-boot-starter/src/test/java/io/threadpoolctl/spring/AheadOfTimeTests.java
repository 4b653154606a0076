package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

/** What a native image is told to keep. The JVM with ahead-of-time processing is tried by the consumer outside of the build. */
class AheadOfTimeTests {

    @Test
    void jnaAndItsCallbackAreKept() {
        RuntimeHints hints = new RuntimeHints();
        new ThreadpoolctlRuntimeHints().registerHints(hints, null);
        assertThat(RuntimeHintsPredicates.resource().forResource("com/sun/jna/linux-x86-64/libjnidispatch.so"))
                .accepts(hints);
        assertThat(RuntimeHintsPredicates.reflection()
                        .onType(TypeReference.of("io.threadpoolctl.internal.binding.Trampoline")))
                .accepts(hints);
    }
}
