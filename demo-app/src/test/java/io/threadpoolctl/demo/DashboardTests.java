package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The dashboard and the alert rules on a real Prometheus that scrapes the demo. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(120)
class DashboardTests {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Path ALERTS = Path.of("..", "docs", "alerts.yml");
    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");
    private static final Path ALERT_TESTS = Path.of("src", "test", "resources", "alerts-test.yml");
    private static final String APPLICATION = "picture-service";

    /** What only some systems tell: a quota, pressure. */
    private static final Pattern MAY_BE_MISSING = Pattern.compile("throttled|pressure");

    @TempDir
    private @Nullable Path directory;

    @LocalServerPort
    private int port;

    @Test
    void everyPanelShowsSomethingForTheApplicationAndInstanceChosen() throws Exception {
        TestClient client = new TestClient(port);
        byte[] picture = TestPictures.encode(TestPictures.sample(64, 48), "png");
        assertThat(client.post("/compress?rank=5", "image/png", picture).statusCode())
                .isEqualTo(200);
        JsonNode dashboard = new JsonMapper().readTree(Files.readString(DASHBOARD));
        String instance = "127.0.0.1:" + port;
        try (InstalledPrometheus prometheus = InstalledPrometheus.start(directory(), APPLICATION, port, ALERTS)) {
            for (String query : queries(dashboard)) {
                String chosen = query.replace("$application", APPLICATION).replace("$instance", instance);
                while (!MAY_BE_MISSING.matcher(query).find()
                        && prometheus.query(chosen).isEmpty()) {
                    Thread.onSpinWait(); // until it has scraped often enough
                }
                assertThat(prometheus.query(
                                query.replace("$application", APPLICATION).replace("$instance", "other")))
                        .as(query)
                        .isEmpty();
            }
            assertThat(variable(prometheus, dashboard, "application")).containsExactly(APPLICATION);
            assertThat(variable(prometheus, dashboard, "instance")).containsExactly(instance);
            assertThat(prometheus.query("threadpoolctl_pool_cap > 0"))
                    .as("no cap")
                    .isEmpty();
            assertThat(prometheus.rules().toString()).contains("ThreadpoolctlThreadsWait");
        }
    }

    @Test
    void theAlertRulesAreRightAndSayWhatTheyShould() throws Exception {
        Map.Entry<Integer, String> checked = InstalledPrometheus.promtool("check", "rules", ALERTS.toString());
        assertThat(checked.getKey()).as(checked.getValue()).isZero();
        Files.copy(ALERTS, directory().resolve("alerts.yml"));
        Path tests = Files.copy(ALERT_TESTS, directory().resolve("alerts-test.yml"));
        Map.Entry<Integer, String> tested = InstalledPrometheus.promtool("test", "rules", tests.toString());
        assertThat(tested.getKey()).as(tested.getValue()).isZero();
    }

    @Test
    void everyAlertIsTestedAndHasItsPlaceInTheRunbook() throws IOException {
        List<String> alerts = Pattern.compile("alert: (\\w+)")
                .matcher(Files.readString(ALERTS))
                .results()
                .map(alert -> alert.group(1))
                .toList();
        assertThat(alerts).hasSizeGreaterThan(3);
        for (String alert : alerts) {
            assertThat(Files.readString(RUNBOOK)).contains("\n## " + alert + "\n");
            assertThat(Files.readString(ALERT_TESTS)).contains("alertname: " + alert + "\n");
        }
    }

    private static List<String> variable(InstalledPrometheus prometheus, JsonNode dashboard, String name)
            throws IOException, InterruptedException {
        for (JsonNode variable : dashboard.path("templating").path("list")) {
            if (variable.path("name").asString().equals(name)) {
                Matcher query = Pattern.compile("label_values\\((.*), (\\w+)\\)")
                        .matcher(variable.path("definition").asString());
                assertThat(query.matches()).isTrue();
                return prometheus.labelValues(query.group(2), query.group(1).replace("$application", APPLICATION));
            }
        }
        throw new AssertionError("The dashboard has no variable " + name + ".");
    }

    private static List<String> queries(JsonNode node) {
        List<String> queries = new ArrayList<>();
        if (node.has("expr")) {
            queries.add(node.get("expr").asString());
        }
        node.forEach(child -> queries.addAll(queries(child)));
        return queries;
    }

    private Path directory() {
        return Objects.requireNonNull(directory);
    }
}
