package io.threadpoolctl.actuate;

import static io.threadpoolctl.actuate.TestServer.map;
import static io.threadpoolctl.actuate.TestServer.pool;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Answers while hundreds of scopes come and go, some of them for long, some of them an operator's. */
class ConsistencyTests {

    private static final int BASELINE = 4;
    private static final int THREADS = 60;
    private static final int ANSWERS = 200;

    @Test
    void everyAnswerIsConsistentInItself() throws Exception {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        AtomicBoolean enough = new AtomicBoolean();
        try (TestServer server = TestServer.start(
                Application.class,
                "threadpoolctl.process.blas=" + BASELINE,
                "management.endpoint.threadpools.access=unrestricted")) {
            CountDownLatch running = new CountDownLatch(THREADS);
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int threads = 1 + i % 3;
                users.add(executor.submit(() -> {
                    while (!enough.get()) {
                        use(threads, running);
                    }
                }));
            }
            running.await();
            long opened = 0;
            for (int i = 0; i < ANSWERS; i++) {
                Map<String, Object> answer = i % 10 == 3
                        ? server.cap("openblas", 2)
                        : i % 10 == 6 ? server.lift("openblas") : server.get("");
                opened = check(answer, opened);
            }
            enough.set(true);
            for (Future<?> user : users) {
                user.get();
            }
            server.lift("openblas");
            Map<String, Object> last = server.get("");
            assertThat(map(last, "scopes")).containsEntry("open", 0);
            assertThat(pool(last, "libopenblas"))
                    .containsEntry("numThreads", BASELINE)
                    .containsEntry("openScopes", 0);
        } finally {
            enough.set(true);
            executor.shutdown();
        }
    }

    private static void use(int threads, CountDownLatch running) {
        Threadpools pools = Threadpools.ofProcess();
        pools.run(Limits.blas(threads), () -> {
            running.countDown();
            pools.run(Limits.blas(threads), () -> pools.run(Limits.openmp(1), Thread::yield));
        });
    }

    private static long check(Map<String, Object> answer, long openedBefore) {
        Map<String, Object> pool = pool(answer, "libopenblas");
        int open = number(map(answer, "scopes").get("open"));
        long opened = number(map(answer, "scopes").get("opened"));
        int openScopes = number(pool.get("openScopes"));
        int numThreads = number(pool.get("numThreads"));
        int cap = pool.containsKey("cap") ? number(pool.get("cap")) : BASELINE;
        assertThat(pool).as("%s", answer).containsEntry("baseline", BASELINE).containsEntry("honoured", true);
        assertThat(open).as("%s", answer).isBetween(openScopes, 3 * THREADS);
        assertThat(opened).as("%s", answer).isGreaterThanOrEqualTo(Math.max(open, openedBefore));
        if (openScopes == 0) {
            assertThat(numThreads).as("%s", answer).isEqualTo(cap);
        } else {
            assertThat(numThreads).as("%s", answer).isBetween(1, Math.min(cap, 3));
        }
        return opened;
    }

    private static int number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).intValue();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
