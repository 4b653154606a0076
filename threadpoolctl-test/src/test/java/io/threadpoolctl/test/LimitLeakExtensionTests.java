package io.threadpoolctl.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class LimitLeakExtensionTests {

    private static final List<LimitScope> LEFT = new ArrayList<>();

    @AfterEach
    void close() {
        LEFT.forEach(LimitScope::close);
        LEFT.clear();
    }

    @Test
    void aTestThatClosesEverythingPasses() {
        assertThat(failures("tidy")).isEmpty();
    }

    @Test
    void anOpenScopeFailsTheTest() {
        assertThat(failures("scope")).singleElement().asString().contains("left behind an open scope (blas=1)");
    }

    @Test
    void aLimitOfTheProcessFailsTheTest() {
        assertThat(failures("process")).singleElement().asString().contains("a limit of the process (openmp=2");
    }

    @Test
    void aCapFailsTheTest() {
        assertThat(failures("cap")).singleElement().asString().contains("a cap (blas=3");
    }

    @Test
    void whatWasThereBeforeTheTestIsNotItsFault() {
        LEFT.add(Threadpools.ofProcess().limit(Limits.blas(1)));
        LEFT.add(Threadpools.ofProcess().limitProcess(Limits.blas(1)));
        assertThat(failures("tidy")).isEmpty();
    }

    @Test
    void theSameLimitASecondTimeIsSeen() {
        LEFT.add(Threadpools.ofProcess().limitProcess(Limits.openmp(2)));
        assertThat(failures("process")).hasSize(1);
    }

    private static List<String> failures(String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(Sample.class, method))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(LimitLeakExtensionTests::message)
                .toList();
    }

    private static String message(Event event) {
        return event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .map(Throwable::getMessage)
                .orElse("");
    }

    /** No tests of this module: only run by the tests above. */
    @ExtendWith(LimitLeakExtension.class)
    static class Sample {

        private final Threadpools pools = Threadpools.ofProcess();

        @Test
        void tidy() {
            pools.run(Limits.blas(1), () -> {});
            pools.limitProcess(Limits.blas(1)).close();
        }

        @Test
        void scope() {
            LEFT.add(pools.limit(Limits.blas(1)));
        }

        @Test
        void process() {
            LEFT.add(pools.limitProcess(Limits.openmp(2)));
        }

        @Test
        void cap() {
            LEFT.add(pools.cap(Limits.blas(3)));
        }
    }
}
