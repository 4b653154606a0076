package io.threadpoolctl.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LoadCommandTests {

    private static final int WRONG_USAGE = 2;
    private static final int NOT_POSSIBLE = 1;

    private final StringWriter said = new StringWriter();
    private final LoadCommand command = new LoadCommand(nowhere(), nowhere());
    private final CommandLine commandLine =
            LoadCommand.commandLine(command).setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said, true));

    @Test
    void hasDefaults() {
        commandLine.parseArgs();
        assertThat(command.url).hasToString("http://127.0.0.1:8080");
        assertThat(command.clients).containsExactly(1, 2, 8, 32);
        assertThat(command.rounds).isEqualTo(3);
        assertThat(command.seconds).isEqualTo(5);
        assertThat(command.requests).isEqualTo(2000);
        assertThat(command.patience).isEqualTo(60);
        assertThat(command.rank).isEqualTo(40);
    }

    @Test
    void takesWhatIsGivenInsteadOfTheDefaults() {
        commandLine.parseArgs("--clients=4,256", "--rounds=99", "--rank", "512");
        assertThat(command.clients).containsExactly(4, 256);
        assertThat(command.rounds).isEqualTo(99);
        assertThat(command.rank).isEqualTo(512);
    }

    @Test
    void saysItsOptionsAndTheirDefaultsWhenAsked() {
        assertThat(commandLine.execute("--help")).isZero();
        assertThat(said.toString()).contains("load.sh", "--patience", "Default: 60", "--rank");
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
        assertThat(commandLine.execute("--url=" + url)).isEqualTo(WRONG_USAGE);
        assertThat(said.toString()).contains("--url", "'" + url + "' is given", "address of this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9", "http://localhost:8080", "http://[::1]:8080", "http://127.1.2.3"})
    void acceptsThisMachine(String url) {
        commandLine.parseArgs("--url=" + url);
        assertThat(command.url).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--clients=0", "--clients=1,x", "--clients=", "--rounds=-1", "--seconds=601", "--requests=1e3"})
    void refusesNumbersOutOfRange(String option) {
        assertThat(commandLine.execute(option)).isEqualTo(WRONG_USAGE);
        assertThat(said.toString()).contains(option.substring(0, option.indexOf('=')), "is given; allowed is 1 to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--speed=1", "http://127.0.0.1"})
    void refusesWhatItDoesNotKnow(String argument) {
        assertThat(commandLine.execute(argument)).isEqualTo(WRONG_USAGE);
        assertThat(said.toString()).contains(argument, "--clients");
    }

    @Test
    void saysInOneSentenceThatNobodyAnswers() {
        assertThat(commandLine.execute("--url=http://127.0.0.1:9")).isEqualTo(NOT_POSSIBLE);
        assertThat(said.toString())
                .startsWith("No answer from http://127.0.0.1:9/")
                .contains("Is the demo running?");
    }

    private static PrintStream nowhere() {
        return new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }
}
