package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.partition.support.SimplePartitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Partitions of a real Spring Batch, on an executor of the application's own. */
class BatchPartitionsTests {

    private static final int PARTITIONS = 6;

    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    ThreadpoolctlAutoConfiguration.class,
                    LimitedThreadsAutoConfiguration.class))
            .withUserConfiguration(Jobs.class)
            .withBean(Launcher.class)
            .withBean("seen", Queue.class, () -> seen);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.LIBGOMP);
    }

    @Test
    void withTheDecoratorTheyAreUnderTheLimitsOfWhoeverStartsTheJob() {
        runner.withBean("own", TaskDecorator.class, LimitsTaskDecorator::new)
                .run(context -> assertThat(
                                partitions(context.getBean(Launcher.class).limited()))
                        .containsOnly(1));
    }

    @Test
    void withoutItTheyAreNot() {
        runner.run(
                context -> assertThat(partitions(context.getBean(Launcher.class).limited()))
                        .containsOnly(processors()));
    }

    @Test
    void outsideLimitsTheyHaveThoseOfTheProcess() {
        ApplicationContextRunner limited = runner.withPropertyValues("threadpoolctl.process.openmp=3");
        limited.run(context ->
                assertThat(partitions(context.getBean(Launcher.class).free())).containsOnly(3));
        limited.withBean("own", TaskDecorator.class, LimitsTaskDecorator::new).run(context -> {
            assertThat(partitions(context.getBean(Launcher.class).free())).containsOnly(3);
            assertThat(partitions(context.getBean(Launcher.class).limited())).containsOnly(1);
            assertThat(partitions(context.getBean(Launcher.class).free())).containsOnly(3);
        });
    }

    private List<Integer> partitions(JobExecution execution) {
        assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
        List<Integer> partitions = List.copyOf(seen);
        seen.clear();
        assertThat(partitions).hasSize(PARTITIONS);
        return partitions;
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    static class Launcher {

        private final JobOperator operator;
        private final Job job;
        private long runs;

        Launcher(JobOperator operator, Job job) {
            this.operator = operator;
            this.job = job;
        }

        @ThreadpoolLimits(openmp = 1)
        JobExecution limited() throws Exception {
            return free();
        }

        JobExecution free() throws Exception {
            return operator.start(
                    job, new JobParametersBuilder().addLong("run", ++runs).toJobParameters());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableBatchProcessing
    static class Jobs {

        @Bean
        ThreadPoolTaskExecutor ofOnesOwn(@Nullable TaskDecorator decorator) {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(2);
            if (decorator != null) {
                executor.setTaskDecorator(decorator);
            }
            return executor;
        }

        @Bean
        Job job(JobRepository repository, ThreadPoolTaskExecutor executor, Queue<Integer> seen) {
            Step partition = new StepBuilder("partition", repository)
                    .tasklet((contribution, chunk) -> {
                        seen.add(DebianLibraries.threads("libgomp"));
                        return null;
                    })
                    .build();
            return new JobBuilder("job", repository)
                    .start(new StepBuilder("partitions", repository)
                            .partitioner("partition", new SimplePartitioner())
                            .step(partition)
                            .gridSize(PARTITIONS)
                            .taskExecutor(executor)
                            .build())
                    .build();
        }
    }
}
