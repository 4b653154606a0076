package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code threadpoolctl.process.openmp} on the threads that Spring owns, counted in parallel regions of a real libgomp. */
class SpringsThreadsTests {

    /** No machine has as many by default. */
    private static final int ODD = 3;

    @BeforeEach
    void libgompIsThere() {
        DebianLibraries.require(DebianLibraries.LIBGOMP);
    }

    @Test
    void aLibgompThatIsLoadedByARequestHasTheLimitEverywhere() throws Exception {
        assertThat(run("--threadpoolctl.process.openmp=" + ODD)).contains(everywhere(ODD));
    }

    @Test
    void aLibgompThatWasThereBeforeSpringHasTheLimitOnSpringsThreads() throws Exception {
        assertThat(run("--threadpoolctl.process.openmp=" + ODD, SpringsThreadsApplication.EARLY))
                .contains("\nbefore Spring: " + processors())
                .contains(everywhere(ODD));
    }

    @Test
    void withoutALimitNothingIsChanged() throws Exception {
        assertThat(run(SpringsThreadsApplication.EARLY)).contains(everywhere(processors()));
    }

    private static String run(String... arguments) throws Exception {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 3);
        all[arguments.length] = "--server.port=0";
        all[arguments.length + 1] = "--spring.main.banner-mode=off";
        all[arguments.length + 2] = "--logging.level.root=warn";
        return new ForkedJvm().run(SpringsThreadsApplication.class, all);
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
