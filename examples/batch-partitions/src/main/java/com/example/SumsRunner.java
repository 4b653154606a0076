package com.example;

import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.UUID;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.stereotype.Component;

/** Starts the job under a limit: all its partitions together divide the processors. */
@Component
public class SumsRunner {

    private final JobOperator jobs;

    private final Job job;

    public SumsRunner(JobOperator jobs, Job job) {
        this.jobs = jobs;
        this.job = job;
    }

    @ThreadpoolLimits(blas = ThreadpoolLimits.SHARE)
    public JobExecution run() throws Exception {
        return jobs.start(job, new JobParametersBuilder().addString("run", UUID.randomUUID().toString()).toJobParameters());
    }
}
