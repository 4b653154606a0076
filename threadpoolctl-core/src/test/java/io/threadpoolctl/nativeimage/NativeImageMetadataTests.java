package io.threadpoolctl.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The metadata for native images names all that a run uses by names. A native image itself is not built here. */
@Timeout(120)
class NativeImageMetadataTests {

    @Test
    void whateverARunUsesReflectivelyIsNamed() {
        Set<String> used = RecordedRuns.used();
        ReachabilityMetadata metadata = ReachabilityMetadata.ofTheCore();
        assertThat(used).as("what is used by every Java").contains("method java.lang.Thread#isVirtual()");
        assertThat(used.stream().filter(use -> !metadata.covers(use)))
                .as("used, and not in " + ReachabilityMetadata.FILE)
                .isEmpty();
    }
}
