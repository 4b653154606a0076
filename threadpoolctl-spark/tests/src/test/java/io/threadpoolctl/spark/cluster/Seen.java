package io.threadpoolctl.spark.cluster;

import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;

/**
 * What a task sees.
 *
 * @param executor in which it runs
 * @param attempt its attempt
 * @param cpus how many cores it has
 * @param threads how many threads calls into OpenBLAS use
 * @param scopes how many scopes limit OpenBLAS
 * @param processors how many processors are divided
 */
record Seen(String executor, int attempt, int cpus, int threads, int scopes, int processors) implements Serializable {

    /** What this task sees; loads OpenBLAS. */
    static Seen now(String openBlas) {
        TaskContext context = TaskContext.get();
        int threads = OpenBlas.threads(openBlas);
        return new Seen(
                SparkEnv.get().executorId(),
                context.attemptNumber(),
                context.cpus(),
                threads,
                Threadpools.ofProcess().select(UserApi.BLAS).snapshot().pools().stream()
                        .mapToInt(PoolState::openScopes)
                        .sum(),
                Threadpools.ofProcess().snapshot().availableProcessors());
    }
}
