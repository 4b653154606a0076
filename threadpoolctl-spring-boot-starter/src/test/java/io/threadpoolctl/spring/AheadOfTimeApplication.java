package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.concurrent.ThreadPool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Uses whatever the starter has, once. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AheadOfTimeApplication {

    static SpringApplication application() {
        SpringApplication application = new SpringApplication(AheadOfTimeApplication.class);
        application.setMainApplicationClass(AheadOfTimeApplication.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "threadpoolctl.defaults.blas", "1",
                "threadpoolctl.process.openmp", "1",
                "threadpoolctl.profiles.one.blas", "1",
                "threadpoolctl.libraries.libgomp", "2",
                "threadpoolctl.pool.enabled", "true",
                "threadpoolctl.propagate-to-tasks", "true"));
        return application;
    }

    static void run() {
        try (ConfigurableApplicationContext context = application().run()) {
            Service service = context.getBean(Service.class);
            service.limited();
            service.named();
            service.later().join();
            context.getBean(ThreadPool.class).map(value -> value, List.of(1));
            context.getBean(Threadpools.class).snapshot();
        }
    }

    @Bean
    Service service() {
        return new Service();
    }

    static class Service {

        @ThreadpoolLimits(blas = 1)
        void limited() {}

        @ThreadpoolLimits(profile = "one", libraries = @LibraryLimit(name = "libgomp", threads = 1))
        void named() {}

        @ThreadpoolLimits(hold = true)
        CompletableFuture<String> later() {
            return CompletableFuture.completedFuture("done");
        }
    }
}
