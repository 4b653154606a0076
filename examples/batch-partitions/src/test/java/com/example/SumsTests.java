package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@SpringBootTest
class SumsTests {

    private static final Set<List<Limits>> SEEN = ConcurrentHashMap.newKeySet();

    @Autowired
    SumsRunner runner;

    @Autowired
    Sums sums;

    @Test
    void everyPartitionComputesUnderAShareOfTheProcessors() throws Exception {
        JobExecution job = runner.run();
        assertThat(job.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(SEEN).containsExactly(List.of(Limits.share("blas")));
        assertThat(sums.results()).hasSize(4).containsEntry(100, 1e6).containsEntry(200, 8e6);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Watched {

        @Bean
        @Primary
        Blas watchedBlas() {
            return new Blas() {
                @Override
                public double[] product(double[] a, double[] b, int size) {
                    SEEN.add(Threadpools.ofProcess().capture().limits());
                    return super.product(a, b, size);
                }
            };
        }
    }
}
