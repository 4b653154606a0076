package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ConfiguredLimits;
import io.threadpoolctl.spring.ThreadpoolLimits;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** {@code POST /actuator/refresh} of a real spring-cloud-context, after a file of the configuration has changed. */
@ExtendWith(OutputCaptureExtension.class)
class RefreshTests {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set below
    private TestServer server;

    private int found;

    @BeforeEach
    void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
        found = blasThreads();
    }

    @AfterEach
    void everythingIsAsFoundWhenTheContextIsClosed() {
        server.close();
        assertThat(blasThreads()).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "threadpoolctl.process.blas, blas",
        "threadpoolctl.libraries.libopenblas, libopenblas",
        "threadpoolctl.process, all"
    })
    void aLimitOfTheProcessHoldsAtOnceAndIsShown(String property, String name) throws Exception {
        start(property + "=1");
        assertThat(blasThreads()).isEqualTo(1);
        refresh(property + "=2");
        assertThat(blasThreads()).isEqualTo(2);
        assertThat(server.get("")).containsEntry("process", Map.of(name, 2));
        refresh("other=1");
        assertThat(blasThreads()).isEqualTo(found);
        assertThat(server.get("")).containsEntry("process", Map.of());
    }

    @Test
    void defaultsProfilesAndPlaceholdersHoldFromTheNextCallOn() throws Exception {
        start("threadpoolctl.defaults.blas=1", "threadpoolctl.profiles.inference.blas=2", "app.blas=3");
        Work work = server.context().getBean(Work.class);
        assertLimits(work, Limits.blas(1), Limits.blas(2), Limits.blas(3));
        refresh("threadpoolctl.defaults=share", "threadpoolctl.profiles.inference.openmp=4", "app.blas=5");
        assertLimits(work, Limits.share(), Limits.of("openmp", 4), Limits.blas(5));
        assertThat(server.get(""))
                .containsEntry("defaults", Map.of("all", "share"))
                .containsEntry("profiles", Map.of("inference", Map.of("openmp", 4)));
        assertThat(server.context().getBean(ConfiguredLimits.class).profiles())
                .containsOnly(Map.entry("inference", Limits.of("openmp", 4)));
    }

    @Test
    void aChangedProfileOfSpringTakesEffect() throws Exception {
        Files.writeString(folder.resolve("application-night.properties"), "threadpoolctl.process.blas=2");
        start("threadpoolctl.process.blas=1");
        server.context().getEnvironment().addActiveProfile("night");
        refresh("threadpoolctl.process.blas=1");
        assertThat(blasThreads()).isEqualTo(2);
    }

    @Test
    void processorsAndTheRestOfWhatIsAskedOfTheProcessFollow() throws Exception {
        start("threadpoolctl.process.blas=auto", "threadpoolctl.processors=3");
        assertThat(blasThreads()).isEqualTo(3);
        refresh("threadpoolctl.process.blas=auto", "threadpoolctl.processors=1");
        assertThat(blasThreads()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threadpoolctl.process.blas=many | The value \"many\" of threadpoolctl.process.blas is not possible.",
                "threadpoolctl.process.bals=1    | did you mean \"blas\"?",
                "threadpoolctl.proces.blas=1     | Did you mean threadpoolctl.process?",
                "threadpoolctl.watch=often       | threadpoolctl.watch is \"often\".",
                "threadpoolctl.virtual-threads=maybe | threadpoolctl.virtual-threads",
                "threadpoolctl.profiles.other=1  | profile = \"inference\", which is not configured.",
                "app.blas=none                   | that is \"none\", which is not possible."
            })
    void whatTheStartWouldRefuseIsRefusedAsAWholeInTheSameWords(String bad, String words, CapturedOutput output)
            throws Exception {
        String profile = "threadpoolctl.profiles.inference.blas=2";
        start("threadpoolctl.process.blas=1", "threadpoolctl.defaults.blas=3", profile);
        refresh(
                bad,
                "threadpoolctl.process.openmp=2",
                "threadpoolctl.defaults.blas=4",
                bad.contains("profiles") ? "other=1" : profile);
        assertThat(blasThreads()).isEqualTo(1);
        assertLimits(server.context().getBean(Work.class), Limits.blas(3), Limits.blas(2), Limits.blas(1));
        assertThat(server.get("")).containsEntry("process", Map.of("blas", 1));
        assertThat(warnings()).anyMatch(warning -> warning.contains(words));
        assertThat(output).contains("is refused").contains(words);

        refresh("threadpoolctl.process.blas=2", profile);
        assertThat(blasThreads()).isEqualTo(2);
        assertThat(warnings()).noneMatch(warning -> warning.contains("refused"));
    }

    @Test
    void switchedOffNothingIsLimitedAndSwitchedOnEverythingIsAgain() throws Exception {
        String[] limits = {"threadpoolctl.process.blas=2", "threadpoolctl.defaults.blas=1"};
        start(limits);
        Work work = server.context().getBean(Work.class);
        assertThat(work.bare()).containsExactly(Limits.blas(1));
        refresh(limits[0], limits[1], "threadpoolctl.enabled=false");
        assertThat(blasThreads()).isEqualTo(found);
        assertThat(work.bare()).isEmpty();
        assertThat(server.get("")).containsEntry("process", Map.of());
        refresh(limits);
        assertThat(blasThreads()).isEqualTo(2);
        assertThat(work.bare()).containsExactly(Limits.blas(1));
        assertThat(server.get("")).containsEntry("process", Map.of("blas", 2));
    }

    @Test
    void whatWasSwitchedOffAtTheStartCanBeSwitchedOn() throws Exception {
        start("threadpoolctl.enabled=false", "threadpoolctl.process.blas=many");
        Work work = server.context().getBean(Work.class);
        assertThat(work.bare()).isEmpty();
        refresh("threadpoolctl.process.blas=many");
        assertThat(work.bare()).as("refused, so still off").isEmpty();
        assertThat(warnings()).anyMatch(warning -> warning.contains("\"many\""));
        refresh("threadpoolctl.process.blas=2");
        assertThat(blasThreads()).isEqualTo(2);
        assertThat(work.bare()).containsExactly(Limits.all(1));
    }

    private void start(String... properties) throws IOException {
        write(properties);
        server = TestServer.start(
                Application.class,
                "spring.config.additional-location=file:" + folder + "/",
                "management.endpoints.web.exposure.include=threadpools,refresh");
    }

    private void refresh(String... properties) throws IOException {
        write(properties);
        HttpResponse<String> answer = server.send(HttpRequest.newBuilder(server.uri("/actuator/refresh"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void write(String... properties) throws IOException {
        List<String> lines = new ArrayList<>(List.of(properties));
        if (lines.stream().noneMatch(line -> line.startsWith("threadpoolctl.profiles"))) {
            lines.add("threadpoolctl.profiles.inference.all=1");
        }
        Files.write(folder.resolve("application.properties"), lines);
    }

    private List<String> warnings() {
        return ((List<?>) Objects.requireNonNull(server.get("").get("warnings")))
                .stream().map(String::valueOf).toList();
    }

    private static int blasThreads() {
        return Objects.requireNonNull(
                Threadpools.ofProcess().select("libopenblas").info().get(0).numThreads());
    }

    private static void assertLimits(Work work, Limits bare, Limits profile, Limits placeholder) {
        assertThat(work.bare()).containsExactly(bare);
        assertThat(work.profile()).containsExactly(profile);
        assertThat(work.placeholder()).containsExactly(placeholder);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(OpenToAll.class)
    static class Application {
        @Bean
        Work work() {
            return new Work();
        }
    }

    /** Tells the limits that it runs under. */
    static class Work {

        @ThreadpoolLimits
        List<Limits> bare() {
            return Threadpools.ofProcess().capture().limits();
        }

        @ThreadpoolLimits(profile = "inference")
        List<Limits> profile() {
            return Threadpools.ofProcess().capture().limits();
        }

        @ThreadpoolLimits(blasString = "${app.blas:1}")
        List<Limits> placeholder() {
            return Threadpools.ofProcess().capture().limits();
        }
    }
}
