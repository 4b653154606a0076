package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** A log that fails, as one does whose disk is full or whose classes cannot be loaded. */
@Timeout(300)
class UncaughtTests {
    private final Error ofTheLog = new NoClassDefFoundError("appender");
    private final Logger log = (Logger) Proxy.newProxyInstance(
            Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                throw ofTheLog;
            });

    @Test
    void doesNotEndTheWorkerWhoseHandlerFailsToo() throws Exception {
        List<Throwable> escaped = new ArrayList<>();
        List<Throwable> handled = new ArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                Uncaught.report(new IllegalStateException(), log);
            } catch (Throwable e) {
                escaped.add(e);
            }
        });
        thread.setUncaughtExceptionHandler((t, e) -> {
            handled.add(e);
            throw new IllegalArgumentException();
        });
        thread.start();
        thread.join();
        assertThat(handled).hasSize(1);
        assertThat(escaped).isEmpty();
    }

    @Test
    void doesNotKeepAForgottenPoolFromEnding() {
        try (ThreadPool pool = ThreadPool.create(1)) {
            assertThatThrownBy(new Forgotten(pool.workers, log)::run).isSameAs(ofTheLog);
            pool.join();
            assertThat(pool.isTerminated()).isTrue();
        }
    }

    @Test
    void doesNotKeepACloseFromInterruptingWhatRuns() throws Exception {
        try (ThreadPool pool = ThreadPool.create(1)) {
            CountDownLatch running = new CountDownLatch(1);
            AsyncResult<Integer> result = pool.applyAsync(() -> {
                running.countDown();
                new CountDownLatch(1).await();
                return 1;
            });
            running.await();
            assertThatThrownBy(() -> pool.workers.close(Deadline.in(Duration.ZERO), log))
                    .isSameAs(ofTheLog);
            assertThatThrownBy(result::await).isInstanceOf(InterruptedException.class);
        }
    }
}
