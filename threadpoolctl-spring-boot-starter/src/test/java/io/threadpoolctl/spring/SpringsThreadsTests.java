package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code threadpoolctl.process.openmp} on the threads that Spring owns, counted in parallel regions of a real libgomp. */
class SpringsThreadsTests {

    /** No machine has as many by default. */
    private static final int ODD = 3;

    private static final int OUTSIDE = 5;

    @BeforeEach
    void libgompIsThere() {
        DebianLibraries.require(DebianLibraries.LIBGOMP);
    }

    @ParameterizedTest
    @ValueSource(strings = {"process.openmp", "process"})
    void aLibgompThatIsLoadedByARequestHasTheLimitEverywhere(String property) throws Exception {
        assertThat(run("--threadpoolctl." + property + "=" + ODD)).contains(everywhere(ODD));
    }

    @Test
    void anEnvironmentVariableIsEnoughAndThoseOfOthersDoNotMatter() throws Exception {
        ForkedJvm jvm = new ForkedJvm()
                .variables(Map.of(
                        "THREADPOOLCTL_PROCESS", "" + ODD,
                        "THREADPOOLCTL_PORT", "tcp://10.0.0.11:6379",
                        "THREADPOOLCTL_PROCESS_PORT", "tcp://10.0.0.11:6379"));
        assertThat(run(jvm))
                .contains(everywhere(ODD))
                .containsOnlyOnce("knows nothing of these environment variables")
                .contains("THREADPOOLCTL_PORT, THREADPOOLCTL_PROCESS_PORT.");
    }

    @Test
    void aLibgompThatWasThereBeforeSpringHasTheLimitOnSpringsThreads() throws Exception {
        assertThat(run("--threadpoolctl.process.openmp=" + ODD, SpringsThreadsApplication.EARLY))
                .contains("\nbefore Spring: " + processors())
                .contains(everywhere(ODD));
    }

    /** With the variable set outside, what is loaded later has that number, unless a thread sets its own. */
    @Test
    void aThreadThatIsOlderThanTheLibraryHasTheLimitInItsNextTask() throws Exception {
        ForkedJvm jvm = new ForkedJvm().variables(Map.of("OMP_NUM_THREADS", "" + OUTSIDE));
        assertThat(run(
                        jvm,
                        "--threadpoolctl.process.openmp=" + ODD,
                        "--spring.task.execution.pool.core-size=1",
                        SpringsThreadsApplication.LATE))
                .contains("\nthreads: 3\n", "\nmain: " + OUTSIDE + "\n")
                .contains("\nasync: " + ODD + "\n", "\nown: " + ODD + "\n", "\nscheduled: " + ODD + "\n");
    }

    @Test
    void whatAVariableThatIsSetOutsideKeepsFromHoldingIsSaidWithTheLineThatMendsIt() throws Exception {
        ForkedJvm jvm = new ForkedJvm().variables(Map.of("OMP_NUM_THREADS", "4"));
        assertThat(run(jvm, "--threadpoolctl.process.openmp=" + ODD))
                .contains("\nrequest: " + ODD + "\n")
                .contains("libgomp: a fresh thread has 4, honoured false")
                .containsOnlyOnce("threads that have no scope open use up to 4")
                .contains("OMP_NUM_THREADS=4, which stays. Start the process with OMP_NUM_THREADS=3");
    }

    @Test
    void whatIsLoadedTooEarlyIsSaidWithTheLineThatMendsIt() throws Exception {
        assertThat(run("--threadpoolctl.process.openmp=1", SpringsThreadsApplication.EARLY))
                .contains("libgomp: a fresh thread has " + processors() + ", honoured false")
                .containsOnlyOnce("threads that have no scope open use up to " + processors())
                .contains("it was loaded before that was asked for, and reads OMP_NUM_THREADS only then.")
                .contains("Start the process with OMP_NUM_THREADS=1 in the environment");
    }

    @Test
    void whatHoldsIsNotWarnedAbout() throws Exception {
        assertThat(run("--threadpoolctl.process.openmp=1"))
                .contains("libgomp: a fresh thread has 1, honoured true")
                .doesNotContain("threads that have no scope open");
        assertThat(run(new ForkedJvm().variables(Map.of("OMP_NUM_THREADS", "1")), "--threadpoolctl.process.openmp=2"))
                .contains("libgomp: a fresh thread has 1, honoured true")
                .doesNotContain("threads that have no scope open");
    }

    @Test
    void withoutALimitNothingIsChanged() throws Exception {
        assertThat(run(SpringsThreadsApplication.EARLY)).contains(everywhere(processors()));
    }

    private static String run(String... arguments) throws Exception {
        return run(new ForkedJvm(), arguments);
    }

    private static String run(ForkedJvm jvm, String... arguments) throws Exception {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 3);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--spring.main.banner-mode=off";
        all[arguments.length + 2] = "--logging.level.root=warn";
        return jvm.run(SpringsThreadsApplication.class, all);
    }

    private static String[] everywhere(int threads) {
        return new String[] {
            "\nrequest: " + threads + "\n", "\nasync: " + threads + "\n", "\nscheduled: " + threads + "\n"
        };
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }
}
