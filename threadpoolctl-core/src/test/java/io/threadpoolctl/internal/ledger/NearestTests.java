package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class NearestTests {

    private static final Set<String> KNOWN = Set.of("blas", "openmp", "openblas", "libopenblas", "libgomp", "mkl");

    @ParameterizedTest
    @CsvSource({
        "bals, blas",
        "bla, blas",
        "opnmp, openmp",
        "open-mp, openmp",
        "openblass, openblas",
        "libopenbals, libopenblas",
        "lbgomp, libgomp",
        "blas, blas"
    })
    void aSlipOfTheFingersIsSeenThrough(String given, String meant) {
        assertThat(Nearest.to(given, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tensorflow", "xyz", "accelerate", "b"})
    void somethingElseHasNoNearest(String given) {
        assertThat(Nearest.to(given, KNOWN)).isEmpty();
    }

    @Test
    void amongNothingThereIsNoNearest() {
        assertThat(Nearest.to("blas", List.of())).isEmpty();
    }

    @Test
    void theNearerOneWins() {
        assertThat(Nearest.to("openblaz", KNOWN)).contains("openblas");
        assertThat(Nearest.to("libopenblaz", KNOWN)).contains("libopenblas");
    }
}
