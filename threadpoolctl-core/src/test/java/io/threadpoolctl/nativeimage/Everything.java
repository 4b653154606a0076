package io.threadpoolctl.nativeimage;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.concurrent.ThreadPool;
import io.threadpoolctl.internal.binding.JnasOwnWay;
import java.util.List;

/** Does once whatever the core does in different ways, with the libraries that are loaded. */
public final class Everything implements Runnable {

    /** For the loader of the copy. */
    public Everything() {}

    @Override
    public void run() {
        Threadpools pools = Threadpools.ofProcess();
        try (LimitScope process = pools.limitProcess(Limits.openmp(1));
                LimitScope scope = pools.limit(Limits.all(1))) {
            pools.snapshot();
            process.original();
            scope.original();
        }
        pools.run(Limits.share(), pools::info);
        pools.flexiBlas().ifPresent(flexiBlas -> flexiBlas.switchBackend("NETLIB"));
        inAPool();
        onAVirtualThread(pools);
        if ("jna".equals(System.getProperty("threadpoolctl.binding"))) {
            JnasOwnWay.go();
        }
    }

    private static void inAPool() {
        try (ThreadPool pool =
                ThreadPool.builder().processes(1).limits(Limits.blas(1)).build()) {
            pool.map(value -> value, List.of(1));
        }
    }

    private static void onAVirtualThread(Threadpools pools) {
        try {
            Runnable limited = () -> pools.run(Limits.all(1), pools::info);
            Thread thread = (Thread)
                    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, limited);
            thread.join();
        } catch (ReflectiveOperationException before21) {
            // there are none
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
