package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Reach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class OpenBlasBuildTests {

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY USE_OPENMP Cooperlake MAX_THREADS=64, 0.3.21",
                "OpenBLAS 0.3.28.dev  USE64BITINT DYNAMIC_ARCH NO_AFFINITY COOPERLAKE MAX_THREADS=24, 0.3.28.dev",
                "OpenBLAS 0.3.31, 0.3.31",
                "OpenBLAS  0.3.31 Zen, 0.3.31",
                "DYNAMIC_ARCH NO_AFFINITY Haswell, absent",
                "OpenBLAS, absent",
                "'OpenBLAS ', absent",
                "'', absent",
                "absent, absent"
            })
    void theVersionIsTheWordBehindTheName(@Nullable String config, @Nullable String version) {
        assertThat(new OpenBlasBuild(config, null, 1).version()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "absent",
            value = {
                "0, disabled, PROCESS",
                "1, pthreads, PROCESS",
                "2, openmp, PROCESS",
                "3, absent, PROCESS",
                "absent, absent, UNKNOWN"
            })
    void theLayerIsWhatTheLibrarySays(@Nullable Integer parallel, @Nullable String layer, Reach reach) {
        OpenBlasBuild build = new OpenBlasBuild("OpenBLAS 0.3.21 Zen", "Zen", parallel);
        assertThat(build.threadingLayer()).isEqualTo(layer);
        assertThat(build.reach()).isEqualTo(reach);
        assertThat(build.corename()).isEqualTo("Zen");
    }

    @Test
    void onlyABuildThatSaysSoUsesOpenMp() {
        assertThat(new OpenBlasBuild(null, null, 2).usesOpenMp()).isTrue();
        assertThat(new OpenBlasBuild("OpenBLAS 0.3.21 Zen", null, 1).usesOpenMp())
                .isFalse();
        assertThat(new OpenBlasBuild("OpenBLAS 0.3.21 Zen", null, 0).usesOpenMp())
                .isFalse();
        assertThat(new OpenBlasBuild("OpenBLAS 0.3.21 Zen", null, null).usesOpenMp())
                .isFalse();
    }

    /** Its own setter is dangerous, so the word in the config has to be enough. */
    @Test
    void anOldBuildThatHasNoNumberForItsLayerUsesOpenMpIfItsConfigSaysSo() {
        OpenBlasBuild build = new OpenBlasBuild("OpenBLAS 0.3.4 DYNAMIC_ARCH USE_OPENMP Haswell", null, null);
        assertThat(build.usesOpenMp()).isTrue();
        assertThat(build.threadingLayer()).isEqualTo("openmp");
    }
}
