package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Threadpools;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A file that keeps a decoder or an encoder busy holds nobody's limit. */
@Timeout(120)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class FilesOutsideScopesTests {

    private static final byte[] PICTURE = TestPictures.encode(TestPictures.sample(64, 48), "png");

    @LocalServerPort
    private int port;

    @Autowired
    private CodecSlots slots;

    @Autowired
    private FileCompressor files;

    @Autowired
    private CompressionService compression;

    private final CountDownLatch mayLeave = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        mayLeave.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compress", "/compress/share", "/compress/unlimited"})
    void noScopeIsOpenWhileAFileIsDecoded(String path) throws Exception {
        occupyAllSlots();
        CompletableFuture<Integer> request = CompletableFuture.supplyAsync(() -> new TestClient(port)
                .post(path + "?rank=5", "image/png", PICTURE)
                .statusCode());
        assertNoScopeIsOpenWhileItWaits(request);
        assertThat(request.get()).isEqualTo(200);
    }

    @Test
    void noScopeIsOpenWhileAFileIsEncoded() throws Exception {
        CompletableFuture<CompressedFile> request =
                CompletableFuture.supplyAsync(() -> files.compress(PICTURE, 5, (picture, rank) -> {
                    Compressed compressed = compression.limited(picture, rank);
                    occupyAllSlots();
                    return compressed;
                }));
        assertNoScopeIsOpenWhileItWaits(request);
        assertThat(request.get().png()).isNotEmpty();
    }

    private void assertNoScopeIsOpenWhileItWaits(CompletableFuture<?> request) {
        while (slots.waiting() == 0 && !request.isDone()) {
            Thread.onSpinWait();
        }
        assertThat(request).isNotDone();
        assertThat(Threadpools.ofProcess().snapshot().openScopes()).isZero();
        mayLeave.countDown();
    }

    private void occupyAllSlots() {
        int count = Runtime.getRuntime().availableProcessors();
        CountDownLatch inside = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            new Thread(() -> slots.use(() -> {
                        inside.countDown();
                        await(mayLeave);
                        return "left";
                    }))
                    .start();
        }
        await(inside);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
