package io.threadpoolctl.demo.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class LoadTests {

    @LocalServerPort
    private int port;

    @Test
    void printsOneLineOfTheTableForEachNumberOfClients() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        LoadCommand command = new LoadCommand(new PrintStream(out, true, StandardCharsets.UTF_8), nowhere);
        int status = LoadCommand.commandLine(command)
                .execute(
                        "--url=http://127.0.0.1:" + port,
                        "--clients=1,2",
                        "--rounds=1",
                        "--seconds=60",
                        "--requests=1");
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .anyMatch(line -> line.startsWith("| clients | unlimited | limited |"))
                .anyMatch(line -> line.matches("\\| 1 \\|( [\\d.]+ \\([\\d,]+ ms\\) \\|){2,3}( [\\d.]+ \\|){1,2}"))
                .anyMatch(line -> line.startsWith("| 2 |"));
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
