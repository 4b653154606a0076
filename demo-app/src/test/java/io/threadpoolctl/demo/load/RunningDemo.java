package io.threadpoolctl.demo.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A demo that runs elsewhere, asked to compress its own sample picture. */
final class RunningDemo {

    private static final Pattern BASELINE = Pattern.compile("\"baseline\":(\\d+)");
    private static final Pattern PROCESSORS = Pattern.compile("\"available\":(\\d+)");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final URI url;
    private final int rank;
    private final byte[] picture;

    RunningDemo(URI url, int rank) {
        this.url = url;
        this.rank = rank;
        this.picture = exchange(request("/sample.png").build()).body();
    }

    boolean offers(Way way) {
        HttpRequest options =
                request(way.path()).method("OPTIONS", BodyPublishers.noBody()).build();
        return send(options).statusCode() == 200;
    }

    void compress(Way way) {
        exchange(request(way.path() + "?rank=" + rank)
                .header("Content-Type", "image/png")
                .POST(BodyPublishers.ofByteArray(picture))
                .build());
    }

    Optional<String> describePool() {
        HttpResponse<byte[]> response = send(request("/actuator/threadpools").build());
        String json = new String(response.body(), StandardCharsets.UTF_8);
        Matcher pool = BASELINE.matcher(json);
        Matcher processors = PROCESSORS.matcher(json);
        return pool.find() && processors.find()
                ? Optional.of(
                        "Pool of " + pool.group(1) + " threads, " + processors.group(1) + " processors available.")
                : Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path));
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        HttpResponse<byte[]> response = send(request);
        if (response.statusCode() != 200) {
            throw new IllegalStateException(request.uri() + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri() + ". Is the demo running? (" + e + ")", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
