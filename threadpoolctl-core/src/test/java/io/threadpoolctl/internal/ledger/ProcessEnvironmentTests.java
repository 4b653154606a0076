package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.internal.binding.NativeProcess;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTests {

    private final NativeProcess process = NativeProcess.current();
    private final ProcessEnvironment environment = new ProcessEnvironment();

    @BeforeEach
    @AfterEach
    void nothingIsSet() {
        environment.set(Limits.none());
        for (String library : new String[] {"OMP", "OPENBLAS", "MKL", "BLIS", "RAYON"}) {
            process.clearEnvironment(library + "_NUM_THREADS");
        }
        process.clearEnvironment("TF_NUM_INTRAOP_THREADS");
        process.clearEnvironment("TF_NUM_INTEROP_THREADS");
    }

    @Test
    void aUserApiSetsTheVariablesOfAllItsProducts() {
        environment.set(Limits.blas(3));
        assertThat(process.environment("OPENBLAS_NUM_THREADS")).isEqualTo("3");
        assertThat(process.environment("MKL_NUM_THREADS")).isEqualTo("3");
        assertThat(process.environment("BLIS_NUM_THREADS")).isEqualTo("3");
        assertThat(process.environment("OMP_NUM_THREADS")).isNull();
    }

    @Test
    void theStrongestKeyCounts() {
        environment.set(Limits.of(Map.of("blas", 1, "openblas", 2)).and(Limits.all(5)));
        assertThat(process.environment("OPENBLAS_NUM_THREADS")).isEqualTo("2");
        assertThat(process.environment("MKL_NUM_THREADS")).isEqualTo("1");
        assertThat(process.environment("OMP_NUM_THREADS")).isEqualTo("5");
        assertThat(process.environment("RAYON_NUM_THREADS")).isEqualTo("5");
        environment.set(Limits.of("tokenizers", 1).and(Limits.all(5)));
        assertThat(process.environment("RAYON_NUM_THREADS")).isEqualTo("1");
        environment.set(Limits.of("tensorflow", 2).and(Limits.all(5)));
        assertThat(process.environment("TF_NUM_INTRAOP_THREADS")).isEqualTo("2");
        assertThat(process.environment("TF_NUM_INTEROP_THREADS")).isEqualTo("2");
    }

    @Test
    void whatIsNoLongerAskedForIsTakenBack() {
        environment.set(Limits.openmp(2));
        environment.set(Limits.openmp(5));
        assertThat(process.environment("OMP_NUM_THREADS")).isEqualTo("5");
        environment.set(Limits.none());
        assertThat(process.environment("OMP_NUM_THREADS")).isNull();
    }

    @Test
    void whatSomebodyElseHasSetStaysAsItIs() {
        process.setEnvironment("MKL_NUM_THREADS", "7");
        environment.set(Limits.blas(1));
        environment.set(Limits.none());
        assertThat(process.environment("MKL_NUM_THREADS")).isEqualTo("7");
    }
}
