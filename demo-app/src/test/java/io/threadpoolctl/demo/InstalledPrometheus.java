package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Prometheus of this machine, which scrapes one service every second until it is closed. */
final class InstalledPrometheus implements AutoCloseable {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"));

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Process process;
    private final Path log;
    private final int port;

    private InstalledPrometheus(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Skips the test where there is no Prometheus; where it is required, fails the test.
     *
     * @param application the name of the job
     * @param target the port of the service
     */
    static InstalledPrometheus start(Path directory, String application, int target, Path rules)
            throws IOException, InterruptedException {
        String program = installed("prometheus");
        Path configuration = Files.writeString(
                directory.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, scrape_timeout: 1s }
                rule_files: [ "%s" ]
                scrape_configs:
                  - job_name: %s
                    metrics_path: /actuator/prometheus
                    static_configs: [ { targets: [ "127.0.0.1:%d" ] } ]
                """.formatted(rules.toAbsolutePath(), application, target));
        int port = freePort();
        Path log = directory.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        program,
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + directory.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        InstalledPrometheus prometheus = new InstalledPrometheus(process, log, port);
        prometheus.awaitReady();
        return prometheus;
    }

    /** What promtool says, and whether it is content. */
    static Map.Entry<Integer, String> promtool(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = installed("promtool");
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Map.entry(process.waitFor(), said);
    }

    /** The series that a query has now. */
    List<JsonNode> query(String query) throws IOException, InterruptedException {
        JsonNode answer = get("/api/v1/query?query=" + encoded(query));
        assertThat(answer.path("status").asString()).as("%s: %s", query, answer).isEqualTo("success");
        return answer.path("data").path("result").valueStream().toList();
    }

    /** The values of a label of a series. */
    List<String> labelValues(String label, String series) throws IOException, InterruptedException {
        return get("/api/v1/label/" + label + "/values?match[]=".replace("[]", "%5B%5D") + encoded(series))
                .path("data")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** The rules that it has loaded. */
    JsonNode rules() throws IOException, InterruptedException {
        return get("/api/v1/rules");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return json.readTree(
                client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready"))
                .build();
        while (true) {
            assertThat(process.isAlive()).as(() -> log()).isTrue();
            try {
                if (client.send(ready, HttpResponse.BodyHandlers.ofString()).statusCode() == 200) {
                    return;
                }
            } catch (ConnectException e) {
                // It does not listen yet.
            }
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String installed(String name) {
        List<Path> found = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .toList();
        if (REQUIRED) {
            assertThat(found).as(name).isNotEmpty();
        }
        assumeTrue(!found.isEmpty(), () -> name + " is not installed");
        return found.get(0).toString();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
