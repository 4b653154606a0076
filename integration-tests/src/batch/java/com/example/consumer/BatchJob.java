package com.example.consumer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
// Spring Batch 6 has moved classes into packages below these.
import org.springframework.batch.core.*;
import org.springframework.batch.core.job.*;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.support.SimplePartitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.*;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Spring Boot runs it at startup. */
@Configuration(proxyBeanMethods = false)
class BatchJob {

    @Bean
    Queue<Measured> seen() {
        return new ConcurrentLinkedQueue<>();
    }

    @Bean
    Step partition(
            JobRepository repository,
            PlatformTransactionManager transactions,
            Libraries libraries,
            Queue<Measured> seen) {
        return new StepBuilder("partition", repository)
                .tasklet(
                        (contribution, chunk) -> {
                            seen.add(libraries.measure());
                            return null;
                        },
                        transactions)
                .build();
    }

    @Bean
    Job job(JobRepository repository, Partitions partitions) {
        return new JobBuilder("job", repository)
                .start(new StepBuilder("partitions", repository)
                        .partitioner("partition", new SimplePartitioner())
                        .partitionHandler(partitions)
                        .build())
                .build();
    }
}
