package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.demo.Load.Options;
import io.threadpoolctl.demo.Load.Round;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LoadTests {

    @LocalServerPort
    private int port;

    @Test
    void printsOneLineOfTheTableForEachNumberOfClients() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Options options = Options.parse(
                "--url=http://127.0.0.1:" + port, "--clients=1,2", "--rounds=1", "--seconds=60", "--requests=1");
        new Load(options, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8))
                .run(new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("| clients | unlimited | limited |"))
                .anyMatch(line -> line.matches("\\| 1 \\|( [\\d.]+ \\([\\d,]+ ms\\) \\|){2,3}( [\\d.]+ \\|){1,2}"))
                .anyMatch(line -> line.startsWith("| 2 |"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:8080",
                "http://[2001:db8::1]/",
                "http://127.0.0.1@192.0.2.1/",
                "http://0.0.0.0:8080",
                "https://127.0.0.1",
                "ftp://127.0.0.1",
                "127.0.0.1:8080",
                "http://",
                "",
                "not a url"
            })
    void refusesEveryTargetButThisMachine(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--url=" + url))
                .withMessageContaining("address of this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3"})
    void acceptsThisMachine(String url) {
        assertThat(Options.parse("--url=" + url).url()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--clients=0", "--clients=1,x", "--clients=", "--rounds=-1", "--seconds=601", "--requests=1e3"})
    void refusesNumbersOutOfRange(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(option))
                .withMessageContaining("allowed is 1 to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--url", "--speed=1", "http://127.0.0.1"})
    void refusesUnknownOptions(String option) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(option))
                .withMessageContaining("Unknown option: " + option);
    }

    @Test
    void theMedianRoundCounts() {
        Round median = Round.median(List.of(new Round(9, 0.3), new Round(1, 4), new Round(5, 0.2)));
        assertThat(median).isEqualTo(new Round(5, 0.3));
    }

    @Test
    void aRoundWithoutAnAnswerSaysSo() {
        assertThat(Round.of(new ArrayDeque<>(), 30).cell()).isEqualTo("none answered");
    }
}
