package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prints how many threads a parallel region gets on each kind of thread that Spring owns. Nothing is annotated. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
class SpringsThreadsApplication {

    static final String EARLY = "early";

    /** The threads are there before the library is, and one thread of each kind is all there is. */
    static final String LATE = "late";

    private SpringsThreadsApplication() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = Arrays.asList(arguments);
        System.out.println();
        if (all.contains(EARLY)) {
            System.out.println("before Spring: " + OpenMpTeam.size());
        }
        try (ConfigurableApplicationContext context =
                SpringApplication.run(SpringsThreadsApplication.class, arguments)) {
            if (all.contains(LATE)) {
                late(context.getBean(Work.class));
                return;
            }
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

    private static void late(Work work) throws Exception {
        Set<Thread> threads =
                Set.of(work.thread().get(), work.own().get(), work.nextRun().thread());
        System.out.println("threads: " + threads.size());
        System.out.println("main: " + OpenMpTeam.size());
        Thread async = work.thread().get();
        System.out.println("async: " + (threads.contains(async) ? work.async().get() : "another thread"));
        System.out.println(
                "own: " + (threads.contains(work.own().get()) ? work.ownTeam().get() : "another thread"));
        Run run = work.nextRun();
        System.out.println("scheduled: " + (threads.contains(run.thread()) ? run.team() : "another thread"));
    }

    /** An executor that Spring Boot has not built. */
    @Bean(defaultCandidate = false)
    static ThreadPoolTaskExecutor own() {
        ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
        executor.setCorePoolSize(1);
        return executor;
    }

    /**
     * A run of a scheduled method.
     *
     * @param team 0 while the library is not there
     */
    record Run(Thread thread, int team) {}

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

        private final BlockingQueue<Run> runs = new LinkedBlockingQueue<>();
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

        @Async
        CompletableFuture<Thread> thread() {
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        @Async("own")
        CompletableFuture<Thread> own() {
            return CompletableFuture.completedFuture(Thread.currentThread());
        }

        @Async("own")
        CompletableFuture<Integer> ownTeam() {
            return CompletableFuture.completedFuture(OpenMpTeam.size());
        }

        /** One that begins from now on. */
        Run nextRun() throws InterruptedException {
            runs.clear();
            runs.take(); // may have begun before
            return runs.take();
        }

        @Scheduled(fixedDelay = 10)
        void oftenUponATime() {
            runs.add(new Run(Thread.currentThread(), OpenMpTeam.isLoaded() ? OpenMpTeam.size() : 0));
        }

        @Scheduled(initialDelay = 100, fixedDelay = 1_000_000)
        void onceUponATime() {
            scheduled.complete(OpenMpTeam.size());
        }
    }
}
