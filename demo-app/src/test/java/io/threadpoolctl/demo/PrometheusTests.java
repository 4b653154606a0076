package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A scrape as Prometheus makes it, and the dashboard that is drawn from it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PrometheusTests {

    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=");
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");

    /** Labels that Prometheus itself adds to what it has scraped. */
    private static final Set<String> BY_PROMETHEUS = Set.of("job", "instance");

    /** Linux tells of them where a quota is, or pressure is counted. */
    private static final Set<String> MAY_BE_MISSING = Set.of(
            "threadpoolctl_processors_throttled_seconds_total", "threadpoolctl_processors_pressure_seconds_total");

    @LocalServerPort
    private int port;

    private String scrape = "";

    @BeforeEach
    void compressAndScrapeTwice() throws IOException {
        TestClient client = new TestClient(port);
        byte[] picture = TestPictures.encode(TestPictures.sample(64, 48), "png");
        assertThat(client.post("/compress?rank=5", "image/png", picture).statusCode())
                .isEqualTo(200);
        client.get("/actuator/prometheus");
        scrape = new String(client.get("/actuator/prometheus").body(), StandardCharsets.UTF_8);
    }

    @Test
    void theScrapeTellsOfThePools() {
        String tags = "{internal_api=\"openblas\",prefix=\"libopenblas\",user_api=\"blas\"}";
        assertThat(value("threadpoolctl_pool_size" + tags)).isPositive();
        assertThat(value("threadpoolctl_pool_limit" + tags)).isEqualTo(value("threadpoolctl_pool_size" + tags));
        assertThat(value("threadpoolctl_pool_scopes" + tags)).isZero();
        assertThat(value("threadpoolctl_pool_not_honoured_total" + tags)).isZero();
        assertThat(value("threadpoolctl_scopes_open")).isZero();
        assertThat(value("threadpoolctl_scopes_opened_total")).isPositive();
        assertThat(value("threadpoolctl_scopes_time_seconds_count")).isPositive();
        assertThat(value("threadpoolctl_scopes_time_seconds_sum")).isPositive();
        assertThat(value("threadpoolctl_libraries")).isEqualTo(2);
    }

    @Test
    void everyMetricAndLabelOfTheDashboardIsInTheScrape() throws IOException {
        Map<String, Set<String>> known = labelsByMetric();
        List<String> queries = queries(new JsonMapper().readTree(Files.readString(DASHBOARD)));
        assertThat(queries).hasSizeGreaterThan(5);
        for (String query : queries) {
            Set<String> used = new TreeSet<>(matches(GROUPING, query).stream()
                    .flatMap(labels -> List.of(labels.split("\\s*,\\s*")).stream())
                    .toList());
            String withoutGrouping = GROUPING.matcher(query).replaceAll("");
            Matcher metric = METRIC.matcher(withoutGrouping);
            assertThat(metric.find()).as(query).isTrue();
            do {
                if (MAY_BE_MISSING.contains(metric.group(1)) && !known.containsKey(metric.group(1))) {
                    continue;
                }
                assertThat(known).as(query).containsKey(metric.group(1));
                if (metric.group(2) != null) {
                    used.addAll(matches(Pattern.compile("([a-z_]+)[=!~]"), metric.group(2)));
                }
                assertThat(known.get(metric.group(1))).as(query).containsAll(used);
            } while (metric.find());
        }
    }

    @Test
    void everyLegendOfTheDashboardNamesLabelsOfTheScrape() throws IOException {
        Set<String> labels = new TreeSet<>();
        labelsByMetric().values().forEach(labels::addAll);
        String dashboard = Files.readString(DASHBOARD);
        assertThat(matches(Pattern.compile("\\{\\{(\\w+)}}"), dashboard))
                .isNotEmpty()
                .isSubsetOf(labels);
    }

    private double value(String sample) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(sample) + " (\\S+)$").matcher(scrape);
        assertThat(line.find()).as("%s in %s", sample, scrape).isTrue();
        return Double.parseDouble(line.group(1));
    }

    private Map<String, Set<String>> labelsByMetric() {
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(scrape);
        while (sample.find()) {
            Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>(BY_PROMETHEUS));
            if (sample.group(2) != null) {
                names.addAll(matches(LABEL, sample.group(2)));
            }
        }
        return labels;
    }

    private static List<String> queries(JsonNode node) {
        List<String> queries = new ArrayList<>();
        if (node.has("expr")) {
            queries.add(node.get("expr").asString());
        }
        node.forEach(child -> queries.addAll(queries(child)));
        return queries;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
