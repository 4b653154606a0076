package io.threadpoolctl.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The main job, over HTTP on a real Tomcat with a real OpenBLAS. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class CompressionTests {

    @LocalServerPort
    private int port;

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compress", "/compress/share", "/compress/unlimited"})
    void theErrorFallsAsTheRankGrows(String path) {
        byte[] sample = TestPictures.encode(TestPictures.sample(200, 150), "png");
        double last = 1;
        for (int rank : new int[] {1, 5, 20, 40, 150}) {
            double error = error(ok(client.post(path + "?rank=" + rank, "image/png", sample)));
            assertThat(error).as("error at rank %d", rank).isLessThan(last);
            last = error;
        }
        assertThat(last).isZero();
    }

    @Test
    void rankFortyLooksLikeTheSampleAndRankOneDoesNot() {
        byte[] sample = client.get("/sample.png").body();
        HttpResponse<byte[]> one = ok(client.post("/compress?rank=1", "image/png", sample));
        HttpResponse<byte[]> forty = ok(client.post("/compress", "image/png", sample));
        assertThat(Comparison.peakSignalToNoise(sample, one.body())).isLessThan(20);
        assertThat(Comparison.peakSignalToNoise(sample, forty.body())).isGreaterThan(30);
        assertThat(error(one)).isGreaterThan(0.2);
        assertThat(error(forty)).isLessThan(0.05);
    }

    @Test
    void theErrorInTheHeaderIsTheErrorOfThePictureInTheBody() {
        byte[] picture = TestPictures.encode(TestPictures.sample(160, 120), "png");
        HttpResponse<byte[]> response = ok(client.post("/compress?rank=12", "image/png", picture));
        assertThat(error(response)).isEqualTo(Comparison.relativeError(picture, response.body()), within(0.002));
    }

    @Test
    void saysHowMuchWasKeptAndHowLongItTook() {
        byte[] picture = TestPictures.encode(TestPictures.sample(30, 20), "png");
        HttpResponse<byte[]> response = ok(client.post("/compress?rank=2", "image/png", picture));
        assertThat(header(response, "X-Original-Numbers")).isEqualTo("1800");
        assertThat(header(response, "X-Kept-Numbers")).isEqualTo("306");
        assertThat(header(response, "X-Kept-Share")).isEqualTo("0.170");
        assertThat(header(response, "Server-Timing")).matches("decode;dur=.+, svd;dur=.+, encode;dur=.+");
    }

    @ParameterizedTest
    @CsvSource({
        "1,1," + BufferedImage.TYPE_INT_RGB,
        "1,40," + BufferedImage.TYPE_INT_RGB,
        "40,1," + BufferedImage.TYPE_INT_RGB,
        "90,33," + BufferedImage.TYPE_INT_RGB,
        "33,90," + BufferedImage.TYPE_BYTE_GRAY,
        "50,50," + BufferedImage.TYPE_INT_ARGB,
        "64,48," + BufferedImage.TYPE_BYTE_BINARY
    })
    void anyPictureComesBackUnchangedAtFullRank(int width, int height, int type) {
        byte[] picture = TestPictures.encode(TestPictures.noise(width, height, type), "png");
        HttpResponse<byte[]> response =
                ok(client.post("/compress?rank=" + Math.min(width, height), "image/png", picture));
        assertThat(Comparison.pixels(response.body())).isEqualTo(Comparison.pixels(picture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/jpeg", "image/png", "application/octet-stream"})
    void takesAJpegUnderAnyOfTheTypes(String contentType) {
        byte[] jpeg = TestPictures.encode(TestPictures.sample(120, 80), "jpeg");
        HttpResponse<byte[]> response = ok(client.post("/compress?rank=80", contentType, jpeg));
        assertThat(Comparison.peakSignalToNoise(jpeg, response.body())).isGreaterThan(40);
    }

    @Test
    void takesABodyWithoutAContentType() {
        ok(client.post("/compress?rank=3", null, TestPictures.encode(TestPictures.sample(20, 20), "png")));
    }

    @Test
    void takesAFormAsWell() {
        byte[] picture = TestPictures.encode(TestPictures.sample(60, 50), "png");
        HttpResponse<byte[]> raw = ok(client.post("/compress?rank=7", "image/png", picture));
        HttpResponse<byte[]> form = ok(client.postForm("/compress?rank=7", "picture", picture));
        assertThat(form.body()).isEqualTo(raw.body());
    }

    @Test
    void eightAtOnceGetWhatOneAloneGetsAndLeaveNoNativeMemoryBehind() throws Exception {
        List<byte[]> pictures = new ArrayList<>();
        List<byte[]> alone = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            byte[] picture = TestPictures.encode(TestPictures.sample(40 + 8 * i, 90 - 5 * i), "png");
            pictures.add(picture);
            alone.add(ok(client.post("/compress?rank=9", "image/png", picture)).body());
        }
        long nativeBytes = Pointer.totalBytes();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            for (String path : List.of("/compress?rank=9", "/compress/share?rank=9", "/compress/unlimited?rank=9")) {
                List<Future<byte[]>> together = new ArrayList<>();
                for (byte[] picture : pictures) {
                    together.add(clients.submit(
                            () -> ok(client.post(path, "image/png", picture)).body()));
                }
                for (int i = 0; i < 8; i++) {
                    assertThat(Comparison.pixels(together.get(i).get())).isEqualTo(Comparison.pixels(alone.get(i)));
                }
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(Pointer.totalBytes()).isEqualTo(nativeBytes);
    }

    @Test
    void theSampleIsAPngOfTheProjectsOwn() {
        HttpResponse<byte[]> response = ok(client.get("/sample.png"));
        assertThat(header(response, "Content-Type")).isEqualTo("image/png");
        BufferedImage sample = TestPictures.decode(response.body());
        assertThat(sample.getWidth()).isEqualTo(512);
        assertThat(sample.getHeight()).isEqualTo(512);
    }

    private static HttpResponse<byte[]> ok(HttpResponse<byte[]> response) {
        assertThat(response.statusCode())
                .as(() -> new String(response.body(), UTF_8))
                .isEqualTo(200);
        return response;
    }

    private static double error(HttpResponse<byte[]> response) {
        return Double.parseDouble(header(response, "X-Relative-Error"));
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElse("no " + name);
    }
}
