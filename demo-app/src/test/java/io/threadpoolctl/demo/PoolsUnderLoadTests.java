package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator sees of OpenBLAS while pictures are compressed. */
@Timeout(300)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "threadpoolctl.process.blas=" + PoolsUnderLoadTests.BASELINE)
class PoolsUnderLoadTests {

    static final int BASELINE = 3;

    private static final int CLIENTS = 8;

    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    private int port;

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(port);
        assertThat(pools()).isNotEmpty().allSatisfy(pool -> {
            assertThat(pool.get("numThreads").asInt()).isEqualTo(BASELINE);
            assertThat(pool.get("baseline").asInt()).isEqualTo(BASELINE);
        });
    }

    @Test
    void limitedRequestsHoldThePoolAtOneThreadAndGiveItBack() throws Exception {
        List<JsonNode> seen = watch("/compress");
        assertThat(seen).filteredOn(pool -> pool.get("openScopes").asInt() > 0).isNotEmpty();
        assertThat(seen)
                .filteredOn(pool -> pool.get("openScopes").asInt() > 0)
                .allSatisfy(pool -> assertThat(pool.get("numThreads").asInt()).isEqualTo(1));
        assertThat(pools()).allSatisfy(pool -> {
            assertThat(pool.get("numThreads").asInt()).isEqualTo(BASELINE);
            assertThat(pool.get("openScopes").asInt()).isZero();
        });
    }

    @Test
    void unlimitedRequestsLeaveThePoolAsItIs() throws Exception {
        assertThat(watch("/compress/unlimited")).isNotEmpty().allSatisfy(pool -> {
            assertThat(pool.get("numThreads").asInt()).isEqualTo(BASELINE);
            assertThat(pool.get("openScopes").asInt()).isZero();
        });
    }

    /** All that the endpoint answers about OpenBLAS while many clients send a picture each. */
    private List<JsonNode> watch(String path) throws Exception {
        byte[] picture = TestPictures.encode(TestPictures.sample(200, 150), "png");
        List<JsonNode> seen = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            answers.add(clients.submit(
                    () -> client.post(path + "?rank=20", "image/png", picture).statusCode()));
        }
        while (!answers.stream().allMatch(Future::isDone)) {
            seen.addAll(pools());
        }
        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isEqualTo(200);
        }
        clients.shutdown();
        return seen;
    }

    private List<JsonNode> pools() {
        JsonNode answer =
                json.readTree(client.get("/actuator/threadpools/openblas").body());
        return StreamSupport.stream(answer.get("pools").spliterator(), false).toList();
    }
}
