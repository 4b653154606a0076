package com.example.consumer;

import io.threadpoolctl.spring.LimitsTaskDecorator;
import io.threadpoolctl.spring.ThreadpoolLimits;
// Spring Batch 6 has moved classes into packages below this.
import org.springframework.batch.core.*;
import org.springframework.batch.core.partition.support.TaskExecutorPartitionHandler;
import org.springframework.batch.core.step.*;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;

/** Hands the partitions of a step to threads of its own, which are to be under the limits of the thread that does so. */
@Component
@ThreadpoolLimits(1)
public class Partitions extends TaskExecutorPartitionHandler {

    static final int NUMBER = 6;

    Partitions(Step partition) {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("partition-");
        executor.setTaskDecorator(new LimitsTaskDecorator());
        setTaskExecutor(executor);
        setGridSize(NUMBER);
        setStep(partition);
    }
}
