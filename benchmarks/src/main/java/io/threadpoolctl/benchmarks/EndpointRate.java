package io.threadpoolctl.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** How many times a second one client can ask for the pools, beside the same client asking whether the application is healthy. */
public final class EndpointRate {

    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(1);

    private EndpointRate() {}

    /** Prints a row of a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.load(Native.OPENBLAS);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .properties("server.port=0", "management.endpoints.web.exposure.include=health,threadpools")
                .run()) {
            String base =
                    "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/";
            HttpClient client = HttpClient.newHttpClient();
            double[] health = new double[ROUNDS];
            double[] pools = new double[ROUNDS];
            askForOneRound(client, base + "health");
            askForOneRound(client, base + "threadpools");
            for (int round = 0; round < ROUNDS; round++) {
                health[round] = askForOneRound(client, base + "health");
                pools[round] = askForOneRound(client, base + "threadpools");
            }
            Arrays.sort(health);
            Arrays.sort(pools);
            double measured = pools[ROUNDS / 2];
            double beside = health[ROUNDS / 2];
            Row.print(
                    "GET /actuator/threadpools",
                    measured,
                    "a second",
                    String.format("%.0f of /actuator/health (ratio %.2f)", beside, measured / beside),
                    "a quarter",
                    measured >= beside / 4);
        }
        System.exit(0);
    }

    private static double askForOneRound(HttpClient client, String url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        long begin = System.nanoTime();
        int answers = 0;
        while (System.nanoTime() - begin < ROUND_NANOS) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IOException(url + " answers " + answer.statusCode() + ": " + answer.body());
            }
            answers++;
        }
        return answers * 1e9 / (System.nanoTime() - begin);
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static class Application {}
}
