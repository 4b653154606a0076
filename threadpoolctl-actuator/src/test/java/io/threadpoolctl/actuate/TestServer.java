package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A whole application on a real Tomcat, and a stranger who asks its endpoint over HTTP. */
final class TestServer implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ConfigurableApplicationContext context;

    private TestServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an application on a free port, with the endpoint exposed unless a property says otherwise. */
    static TestServer start(Class<?> application, String... properties) {
        List<String> args = new ArrayList<>();
        args.add("--server.port=0");
        args.add("--management.endpoints.web.exposure.include=threadpools");
        Stream.of(properties).map(property -> "--" + property).forEach(args::add);
        return new TestServer(SpringApplication.run(application, args.toArray(String[]::new)));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** What the endpoint answers with status 200. */
    Map<String, Object> get(String path) {
        return ok(send("GET", path, null));
    }

    /** Caps a name; what the endpoint answers with status 200. */
    Map<String, Object> cap(String name, int numThreads) {
        return ok(send("POST", "/" + name, "{\"numThreads\": " + numThreads + "}"));
    }

    /** Lifts a cap; what the endpoint answers with status 200. */
    Map<String, Object> lift(String name) {
        return ok(send("DELETE", "/" + name, null));
    }

    /** Sends JSON, or nothing, to the endpoint. */
    HttpResponse<String> send(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/actuator/threadpools" + path));
        if (json == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json));
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Map<String, Object> ok(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static Map<String, Object> json(HttpResponse<String> response) {
        return JsonParserFactory.getJsonParser().parseMap(response.body());
    }

    /** What does not change from one answer to the next by itself. */
    static Map<String, Object> unmeasured(Map<String, Object> answer) {
        Map<String, Object> result = new TreeMap<>(answer);
        result.remove("measured");
        return result;
    }

    static Map<String, Object> pool(Map<String, Object> answer, String prefix) {
        return pools(answer).stream()
                .filter(pool -> prefix.equals(pool.get("prefix")))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // as documented, and checked by a test
    static List<Map<String, Object>> pools(Map<String, Object> answer) {
        return (List<Map<String, Object>>) Objects.requireNonNull(answer.get("pools"));
    }

    @SuppressWarnings("unchecked") // as documented, and checked by a test
    static Map<String, Object> map(Map<String, Object> answer, String name) {
        return (Map<String, Object>) Objects.requireNonNull(answer.get(name));
    }

    @Override
    public void close() {
        context.close();
    }
}
