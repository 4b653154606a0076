package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prints how many threads a parallel region gets on each kind of thread that Spring owns. Nothing is annotated. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
class SpringsThreadsApplication {

    static final String EARLY = "early";

    private SpringsThreadsApplication() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = Arrays.asList(arguments);
        System.out.println();
        if (all.contains(EARLY)) {
            System.out.println("before Spring: " + OpenMpTeam.size());
        }
        try (ConfigurableApplicationContext context =
                SpringApplication.run(SpringsThreadsApplication.class, arguments)) {
            System.out.println("request: " + request(context));
            System.out.println("async: " + context.getBean(Work.class).async().get());
            System.out.println(
                    "scheduled: " + context.getBean(Work.class).scheduled().get());
            context.getBean(Threadpools.class)
                    .snapshot()
                    .pools()
                    .forEach(pool -> System.out.println(pool.library().prefix() + ": a fresh thread has "
                            + pool.library().numThreads() + ", honoured " + pool.honoured()));
        }
    }

    private static String request(ConfigurableApplicationContext context) throws Exception {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/team"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A bean, being a component inside a configuration. */
    @RestController
    static class Work {

        private final CompletableFuture<Integer> scheduled = new CompletableFuture<>();

        CompletableFuture<Integer> scheduled() {
            return scheduled;
        }

        @GetMapping("/team")
        int team() {
            return OpenMpTeam.size();
        }

        @Async
        CompletableFuture<Integer> async() {
            return CompletableFuture.completedFuture(OpenMpTeam.size());
        }

        @Scheduled(initialDelay = 100, fixedDelay = 1_000_000)
        void onceUponATime() {
            scheduled.complete(OpenMpTeam.size());
        }
    }
}
