package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ProductsTests {

    private static final AtomicReference<ThreadpoolsSnapshot> WHILE_COMPUTING = new AtomicReference<>();

    @Autowired
    Products products;

    @LocalServerPort
    int port;

    @Test
    void theLimitIsHeldWhileTheResultComputesAndNoLonger() {
        assertThat(products.sum(10).block()).isEqualTo(1_000);
        assertThat(WHILE_COMPUTING.get().pools()).isNotEmpty().allSatisfy(pool -> {
            assertThat(pool.library().numThreads()).isEqualTo(1);
            assertThat(pool.openScopes()).isEqualTo(1);
        });
        assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
    }

    @Test
    void answersRequests() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/sum/100");
        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("1000000.0");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Watched {

        @Bean
        @Primary
        Blas watchedBlas() {
            return new Blas() {
                @Override
                public double[] product(double[] a, double[] b, int size) {
                    WHILE_COMPUTING.set(Threadpools.ofProcess().snapshot());
                    return super.product(a, b, size);
                }
            };
        }
    }
}
