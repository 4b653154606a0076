package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the guide says of Spark itself. */
class SparksVariableTests {

    @Test
    void sparkLimitsTheExecutorsOfAClusterByAVariable() {
        try (Application application = new Application(Application.conf("local-cluster[1,2,1024]"))) {
            assertThat(application.look(2, "none"))
                    .as("Spark sets OMP_NUM_THREADS, which OpenBLAS reads when it is loaded")
                    .allMatch(seen -> seen.threads() == 1);
        }
    }
}
