package io.threadpoolctl.actuate;

import static io.threadpoolctl.actuate.TestServer.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What is measured while a real OpenBLAS is under load, and the advice that follows from it. */
@Timeout(180)
class MeasuredTests {

    private static final int CALLERS = 12;
    private static final int TOO_MANY = 501;
    private static final int WIDE = 4 * Runtime.getRuntime().availableProcessors();
    private static final String MENDED_BY = "threadpoolctl.process.blas: 1";

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        assumeTrue(Files.exists(Path.of("/proc/self/schedstat")), "this system does not tell how threads wait");
    }

    @Test
    void aPoolThatMakesThreadsWaitIsToldOfWithTheLineThatMendsItAndNotAfterIt() throws Exception {
        try (TestServer wide = TestServer.start(Application.class, "threadpoolctl.process.blas=" + WIDE);
                BlasLoad load = BlasLoad.of(CALLERS, Limits.none())) {
            Map<String, Object> answer = afterAnotherInterval(wide);
            assertThat(advice(answer))
                    .as("%s", answer)
                    .singleElement()
                    .asString()
                    .matches(WIDE
                            + " threads of libopenblas on \\d+ processors?, \\d+ callers at once, \\d+ % of the time"
                            + " waiting for a processor\\. In application\\.yml: \\Q" + MENDED_BY
                            + "\\E Or annotate.*");
            Map<String, Object> lately = map(map(answer, "measured"), "lately");
            assertThat((Double) lately.get("waitingShare")).isBetween(0.25, 1.0);
            assertThat((Double) lately.get("nativeRunning")).isPositive().isLessThan((Double) lately.get("running"));
            try (TestServer mended = TestServer.start(Application.class, MENDED_BY.replace(": ", "="))) {
                assertThat(advice(afterAnotherInterval(mended))).isEmpty();
            }
            assertThat(load).isNotNull();
        }
    }

    @Test
    void callersUnderLimitsAreNotToldOfHoweverLongTheyWait() throws Exception {
        try (TestServer server = TestServer.start(Application.class, "threadpoolctl.process.blas=" + WIDE);
                BlasLoad load = BlasLoad.of(CALLERS, Limits.blas(1))) {
            Map<String, Object> answer = afterAnotherInterval(server);
            assertThat(advice(answer)).as("%s", answer).isEmpty();
            assertThat((Double) map(map(answer, "measured"), "sinceStart").get("waiting"))
                    .isPositive();
            assertThat(load).isNotNull();
        }
    }

    @Test
    void onlyCallersWithoutAScopeAreCounted() throws Exception {
        Threadpools pools = Threadpools.ofProcess();
        try (BlasLoad load = BlasLoad.of(CALLERS, Limits.blas(1))) {
            assertThat(pools.countUnlimitedCallers()).hasValue(0);
            assertThat(load).isNotNull();
        }
        try (BlasLoad load = BlasLoad.of(CALLERS, Limits.none())) {
            int most = 0;
            while (most < CALLERS / 2) {
                most = pools.countUnlimitedCallers().orElseThrow();
                assertThat(most).isLessThanOrEqualTo(CALLERS);
            }
            assertThat(load).isNotNull();
        }
        assertThat(pools.countUnlimitedCallers()).hasValue(0);
    }

    @Test
    void soManyThreadsAreNotStoppedToBeCounted() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        List<Thread> many = Stream.generate(() -> new Thread(() -> {
                    try {
                        enough.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .limit(TOO_MANY)
                .toList();
        many.forEach(Thread::start);
        try {
            assertThat(Threadpools.ofProcess().countUnlimitedCallers()).isEmpty();
        } finally {
            enough.countDown();
        }
        for (Thread each : many) {
            each.join();
        }
        assertThat(Threadpools.ofProcess().countUnlimitedCallers()).isPresent();
    }

    /** Asks until an interval is over that has begun after this. */
    private static Map<String, Object> afterAnotherInterval(TestServer server) {
        Map<String, Object> answer = server.get("");
        for (int intervals = 0; intervals < 2; intervals++) {
            Object before = map(answer, "measured");
            do {
                answer = server.get("/blas");
            } while (map(answer, "measured").equals(before));
        }
        return answer;
    }

    private static List<String> advice(Map<String, Object> answer) {
        return ((List<?>) Objects.requireNonNull(answer.get("warnings")))
                .stream()
                        .map(String::valueOf)
                        .filter(each ->
                                each.contains("threads of libopenblas") && each.contains("waiting for a processor"))
                        .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {}
}
