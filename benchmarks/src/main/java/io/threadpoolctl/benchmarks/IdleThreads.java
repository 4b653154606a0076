package io.threadpoolctl.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.threadpoolctl.Threadpools;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.openblas.global.openblas;

/**
 * Multiplies matrices of 256x256 by JavaCPP's OpenBLAS once every 20 ms, and prints the CPU time of the process for each call:
 * what idle threads of the pool spend between calls included. With the argument {@code sleep} they sleep at once.
 */
public final class IdleThreads {

    private static final int SIZE = 256;
    private static final int WARM_UP_CALLS = 100;
    private static final int CALLS = 250;
    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private IdleThreads() {}

    /**
     * Measures.
     *
     * @param arguments nothing, or {@code sleep}
     */
    public static void main(String[] arguments) {
        boolean sleep = arguments.length > 0;
        if (sleep) {
            Threadpools.ofProcess().letIdleThreadsSleep();
        }
        double[] left = new double[SIZE * SIZE];
        double[] right = new double[SIZE * SIZE];
        double[] product = new double[SIZE * SIZE];
        call(WARM_UP_CALLS, left, right, product);
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long before = system.getProcessCpuTime();
        call(CALLS, left, right, product);
        long nanos = (system.getProcessCpuTime() - before) / CALLS;
        System.out.printf(Locale.ROOT, "%s: %.2f ms of CPU a call%n", sleep ? "sleep" : "as found", nanos / 1e6);
    }

    private static void call(int times, double[] left, double[] right, double[] product) {
        long next = System.nanoTime();
        for (int i = 0; i < times; i++) {
            openblas.cblas_dgemm(
                    openblas.CblasRowMajor,
                    openblas.CblasNoTrans,
                    openblas.CblasNoTrans,
                    SIZE,
                    SIZE,
                    SIZE,
                    1,
                    left,
                    SIZE,
                    right,
                    SIZE,
                    0,
                    product,
                    SIZE);
            next += PERIOD_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }
}
