package com.example.consumer;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Asks this very application. */
@Component
class Http {

    private static final String PORT = "local.server.port";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Environment environment;

    Http(Environment environment) {
        this.environment = environment;
    }

    /** Whether there is a web server at all. */
    boolean isServed() {
        return environment.containsProperty(PORT);
    }

    /** The body, or the status if it is not 200. */
    String get(String path) throws Exception {
        return answer(client.send(withCredentials(path).build(), HttpResponse.BodyHandlers.ofString()));
    }

    /** The status and the body, if there is one. */
    String post(String path, String json) throws Exception {
        return send(path, request -> request.header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The status and the body, if there is one. */
    String delete(String path) throws Exception {
        return send(path, HttpRequest.Builder::DELETE);
    }

    CompletableFuture<String> getAsync(String path) {
        return client.sendAsync(withCredentials(path).build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(Http::answer);
    }

    /** Whether it wants to know who asks. */
    boolean isGuarded() throws Exception {
        return getWithoutCredentials("/free").equals("401");
    }

    String getWithoutCredentials(String path) throws Exception {
        return answer(client.send(request(path).build(), HttpResponse.BodyHandlers.ofString()));
    }

    private static String answer(HttpResponse<String> response) {
        return response.statusCode() == 200 ? response.body() : String.valueOf(response.statusCode());
    }

    private String send(String path, UnaryOperator<HttpRequest.Builder> method) throws Exception {
        HttpResponse<String> response =
                client.send(method.apply(withCredentials(path)).build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    private HttpRequest.Builder withCredentials(String path) {
        String credentials = property("spring.security.user.name") + ":" + property("spring.security.user.password");
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return request(path).header("Authorization", "Basic " + encoded);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + property(PORT) + path));
    }

    private String property(String name) {
        return environment.getRequiredProperty(name);
    }
}
