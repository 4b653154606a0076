package io.threadpoolctl.concurrent;

import java.lang.reflect.Method;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the threads of workers: daemons by default, and never virtual ones. */
final class WorkerThreads {
    private static final AtomicInteger POOLS = new AtomicInteger();
    private static final @Nullable Method IS_VIRTUAL = isVirtualMethod();

    private WorkerThreads() {}

    /** Daemon threads named with the prefix and a number, which inherit nothing from whoever makes the pool. */
    static ThreadFactory daemons(@Nullable String namePrefix) {
        String prefix = namePrefix == null ? "threadpool-" + POOLS.incrementAndGet() + "-worker-" : namePrefix;
        AtomicInteger number = new AtomicInteger();
        return code -> {
            Thread thread = new Thread(null, code, prefix + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler(Uncaught::handle);
            return thread;
        };
    }

    /** Asks the factory for one thread, and refuses one that cannot be a worker. */
    static Thread create(ThreadFactory factory, Runnable code) {
        Thread thread = factory.newThread(code);
        if (thread == null) {
            throw new IllegalArgumentException("The thread factory made no thread");
        }
        if (isVirtual(thread)) {
            throw new IllegalArgumentException(
                    "The thread factory made a virtual thread; workers are platform threads, because native limits"
                            + " per thread need them");
        }
        return thread;
    }

    private static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && Boolean.TRUE.equals(IS_VIRTUAL.invoke(thread));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Thread.isVirtual() exists since Java 21. */
    private static @Nullable Method isVirtualMethod() {
        try {
            return Thread.class.getMethod("isVirtual");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
