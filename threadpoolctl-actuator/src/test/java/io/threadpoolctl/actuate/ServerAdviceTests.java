package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PinInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.spring.ConfiguredLimits;
import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ServerAdviceTests {

    private static final WaitingAdvice NOTHING_MEASURED = new WaitingAdvice(null, () -> 0);

    private final PoolState narrow = pool(UserApi.BLAS, Reach.PROCESS, 2, true);
    private final PoolState wide = pool(UserApi.BLAS, Reach.PROCESS, 64, true);
    private final PoolState wideOpenMp = pool(UserApi.OPENMP, Reach.THREAD, 64, true);

    @Test
    void aPoolWiderThanTheProcessorsIsMendedByOneLine() {
        assertThat(advice(Map.of(), wide))
                .containsExactly("libblas: 64 threads on 2 available processors. In application.yml:"
                        + " threadpoolctl.process.blas: auto");
        assertThatTheLineWorks("threadpoolctl.process.blas: auto", Map.of("blas", "auto"));
    }

    @Test
    void ofTwoPoolsOfOneProductItIsSaidOnce() {
        assertThat(advice(Map.of(), wide, wide)).hasSize(1);
    }

    @Test
    void aPoolThatIsConfiguredTooWideIsToldOfItsConfiguration() {
        assertThat(advice(Map.of("blas", 64), wide))
                .containsExactly("libblas: 64 threads on 2 available processors, since it is configured to 64."
                        + " In application.yml: threadpoolctl.process.blas: auto");
    }

    @Test
    void whatTheConfigurationDoesNotReachIsNotAdvisedAgain() {
        assertThat(advice(Map.of("openmp", "auto"), wideOpenMp))
                .singleElement()
                .asString()
                .contains("although it is configured to auto", "OMP_NUM_THREADS=2")
                .doesNotContain("application.yml");
    }

    @Test
    void aPoolThatDidNotFollowIsToldOf() {
        assertThat(advice(Map.of(), pool(UserApi.BLAS, Reach.PROCESS, 2, false)))
                .singleElement()
                .asString()
                .contains("did not follow", "In application.yml: threadpoolctl.process.blas: 1");
        assertThatTheLineWorks("threadpoolctl.process.blas: 1", Map.of("blas", 1));
    }

    @Test
    void aPoolAsWideAsTheProcessorsIsHealthyWheneverItWasLoaded() {
        assertThat(advice(Map.of(), narrow)).isEmpty();
        assertThat(advice(Map.of("libblas", 2), narrow)).isEmpty();
    }

    @Test
    void inAContainerWhatComesLaterIsToBeConfigured() {
        ServerAdvice advice = new ServerAdvice(configured(Map.of("blas", 1)), NOTHING_MEASURED);
        assertThat(advice.about(snapshot(64)))
                .containsExactly("This process may use 2 of 64 processors, but libraries that"
                        + " are loaded from now on may count them all. In application.yml:"
                        + " threadpoolctl.process.openmp: auto");
        ServerAdvice both = new ServerAdvice(configured(Map.of("blas", 1, "openmp", 1)), NOTHING_MEASURED);
        assertThat(both.about(snapshot(64))).isEmpty();
    }

    @Test
    void withoutTheStarterTheAdviceIsCode() {
        ServerAdvice advice = new ServerAdvice(Configured.NOTHING, NOTHING_MEASURED);
        assertThat(advice.about(snapshot(64, wide)))
                .containsExactly(
                        "libblas: 64 threads on 2 available processors. At startup, call"
                                + " Threadpools.ofProcess().limitProcess(Limits.auto(\"blas\")).",
                        "This process may use 2 of 64 processors, but libraries that are loaded from now on may count them"
                                + " all. At startup, call"
                                + " Threadpools.ofProcess().limitProcess(Limits.auto(\"blas\").and(Limits.auto(\"openmp\"))).");
    }

    @Test
    void theWarningsOfTheCoreComeFirstButForThatWhichIsToldAsItIsNow() {
        ThreadpoolsSnapshot snapshot = new ThreadpoolsSnapshot(
                2,
                2,
                List.of(),
                0,
                0,
                List.of(),
                new PinInfo(0, 0, 0),
                List.of(
                        new Warning(Warning.Kind.OVERSUBSCRIBED, "/lib/x", "too wide once"),
                        new Warning(Warning.Kind.NOT_LIMITABLE, "/lib/y", "cannot be limited")));
        assertThat(new ServerAdvice(configured(Map.of()), NOTHING_MEASURED).about(snapshot))
                .containsExactly("cannot be limited");
    }

    @Test
    void aPoolThatCanNotBeLimitedAtAllIsNotAdvisedToBeConfigured() {
        PoolState pool = pool(UserApi.BLAS, Reach.UNKNOWN, 2, false);
        Warning warning = new Warning(
                Warning.Kind.NOT_LIMITABLE, pool.library().filepath(), "cannot be limited; call its own setter");
        ThreadpoolsSnapshot snapshot =
                new ThreadpoolsSnapshot(2, 2, List.of(pool), 0, 0, List.of(), new PinInfo(0, 0, 0), List.of(warning));
        assertThat(new ServerAdvice(configured(Map.of()), NOTHING_MEASURED).about(snapshot))
                .containsExactly("cannot be limited; call its own setter");
    }

    private static List<String> advice(Map<String, Object> process, PoolState... pools) {
        return new ServerAdvice(configured(process), NOTHING_MEASURED).about(snapshot(2, pools));
    }

    private static Configured configured(Map<String, Object> process) {
        return new Configured(true, Map.of(), process, Map.of(), null);
    }

    private static ThreadpoolsSnapshot snapshot(int online, PoolState... pools) {
        return new ThreadpoolsSnapshot(2, online, List.of(pools), 0, 0, List.of(), new PinInfo(0, 0, 0), List.of());
    }

    private static PoolState pool(UserApi userApi, Reach reach, int threads, boolean honoured) {
        LibraryInfo library = new LibraryInfo(
                userApi,
                "product",
                "lib" + userApi,
                "/lib/lib" + userApi + ".so",
                null,
                threads,
                null,
                null,
                reach,
                Map.of());
        return new PoolState(library, threads, 0, honoured, null, 0, 0, 0);
    }

    /** As a line of application.yml. */
    private static void assertThatTheLineWorks(String line, Map<String, Object> process) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ThreadpoolctlAutoConfiguration.class))
                .withPropertyValues(line.replace(": ", "="))
                .run(context -> assertThat(context.getBean(ConfiguredLimits.class)
                                .process()
                                .asMap())
                        .isEqualTo(process));
    }
}
