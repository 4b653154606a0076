package com.example;

import io.threadpoolctl.spring.LimitsTaskDecorator;
import java.util.HashMap;
import java.util.Map;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.configuration.annotation.EnableJdbcJobRepository;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/** Partitions meet in the job's repository, so it has to be a database; here one in memory. */
@Configuration(proxyBeanMethods = false)
@EnableBatchProcessing
@EnableJdbcJobRepository
class JobConfiguration {

    @Bean
    Job sumsJob(JobRepository repository, Step all) {
        return new JobBuilder("sums", repository).start(all).build();
    }

    @Bean
    Step all(JobRepository repository, Step part, ThreadPoolTaskExecutor partitionExecutor) {
        return new StepBuilder("all", repository)
                .partitioner("part", sizes())
                .step(part)
                .gridSize(4)
                .taskExecutor(partitionExecutor)
                .build();
    }

    @Bean
    Step part(JobRepository repository, PlatformTransactionManager transactions, Tasklet sum) {
        return new StepBuilder("part", repository).tasklet(sum, transactions).build();
    }

    @Bean
    @StepScope
    Tasklet sum(Sums sums, @Value("#{stepExecutionContext['size']}") int size) {
        return (contribution, context) -> {
            sums.compute(size);
            return RepeatStatus.FINISHED;
        };
    }

    /** Partitions run on these threads, and each takes over the limits under which the job was started. */
    @Bean
    ThreadPoolTaskExecutor partitionExecutor() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(4);
        executor.setTaskDecorator(new LimitsTaskDecorator());
        return executor;
    }

    private static Partitioner sizes() {
        return number -> {
            Map<String, ExecutionContext> parts = new HashMap<>();
            for (int part = 1; part <= number; part++) {
                parts.put("part" + part, new ExecutionContext(Map.of("size", 100 * part)));
            }
            return parts;
        };
    }
}
