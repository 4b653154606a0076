package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** How many cores an executor and a task have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoresTests {

    private static final int CORES = 2;

    private Application application;

    @BeforeAll
    void start() {
        OpenBlas.path();
        application = new Application(Application.conf("local-cluster[1," + CORES + ",1024]"));
    }

    @AfterAll
    void stop() {
        if (application != null) {
            application.close();
        }
    }

    @Test
    void aTaskOfAResourceProfileHasItsCores() {
        String blas = OpenBlas.path();
        application.widen(1);
        ResourceProfile twoCores = new ResourceProfileBuilder()
                .require(new TaskResourceRequests().cpus(CORES))
                .build();

        assertThat(application
                        .spark
                        .parallelize(Application.numbers(4), 4)
                        .withResources(twoCores)
                        .map(any -> Seen.now(blas))
                        .collect())
                .allMatch(seen -> seen.cpus() == CORES && seen.threads() == CORES);
        assertThat(application.look(4)).allMatch(seen -> seen.cpus() == 1 && seen.threads() == 1);
        application.awaitNothingIsLeft(1);
    }

    @Test
    void anExecutorDividesItsOwnCores() {
        int processors = Math.min(CORES, Runtime.getRuntime().availableProcessors());
        application.widen(1);

        assertThat(application.look(1, "auto"))
                .allMatch(seen -> seen.threads() == processors && seen.processors() == processors);
        assertThat(Threadpools.ofProcess().snapshot().availableProcessors())
                .as("the driver has all")
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }
}
