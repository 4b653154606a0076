package io.threadpoolctl.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every bad input gets a problem response that says why, and after each of them the service does its job. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class BadInputTests {

    private static final byte[] PICTURE = TestPictures.encode(TestPictures.sample(64, 48), "png");

    private static final int LIMIT = 16 << 20;

    @LocalServerPort
    private int port;

    private TestClient client;

    @BeforeEach
    void connect() {
        client = new TestClient(port);
    }

    @AfterEach
    void theServiceGoesOn() {
        assertThat(client.post("/compress?rank=5", "image/png", PICTURE).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compress", "/compress/share", "/compress/unlimited"})
    void noBody(String path) {
        assertProblem(client.post(path, "image/png", BodyPublishers.noBody()), 400, "empty", "GET /sample.png");
    }

    @Test
    void aTextFile() {
        byte[] text = "Dear service,\nhere is my picture".getBytes(UTF_8);
        assertProblem(client.post("/compress", "image/png", text), 415, "Dear service,.he", "PNG or JPEG");
    }

    @Test
    void aTextFileThatSaysSo() {
        assertProblem(client.post("/compress", "text/plain", "hello".getBytes(UTF_8)), 415, "text/plain", "image/png");
    }

    @Test
    void whatCurlSendsWhenNobodyToldItTheType() {
        String type = "application/x-www-form-urlencoded";
        assertProblem(client.post("/compress", type, PICTURE), 415, type, "image/png");
    }

    @Test
    void aContentTypeThatIsNone() {
        assertProblem(client.post("/compress", "nonsense", PICTURE), 415, "image/png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gif", "bmp"})
    void anotherFormat(String format) {
        byte[] other = TestPictures.encode(TestPictures.noise(9, 9, BufferedImage.TYPE_INT_RGB), format);
        assertProblem(client.post("/compress", "application/octet-stream", other), 415, "neither PNG nor JPEG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "49", "2147483647"})
    void aRankThatThePictureCannotHave(String rank) {
        HttpResponse<byte[]> response = client.post("/compress?rank=" + rank, "image/png", PICTURE);
        assertProblem(response, 400, "rank is " + rank, "64 x 48", "1 to 48");
    }

    @Test
    void theDefaultRankOnAPictureTooSmallForIt() {
        byte[] small = TestPictures.encode(TestPictures.sample(64, 30), "png");
        assertProblem(client.post("/compress", "image/png", small), 400, "rank is 40", "1 to 30");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "9999999999", "0x", "%00"})
    void aRankThatIsNoNumber(String rank) {
        assertProblem(client.post("/compress?rank=" + rank, "image/png", PICTURE), 400, "rank is '", "whole number");
    }

    @Test
    void aPictureThatDeclaresTwentyThousandByTwentyThousandPixels() {
        byte[] huge = TestPng.header(20_000, 20_000);
        HttpResponse<byte[]> response = client.post("/compress", "image/png", huge);
        assertProblem(response, 413, "20000 x 20000", "400,000,000", "2,000,000");
    }

    @Test
    void aPictureThatDeclaresAsMuchAsAHeaderCan() {
        byte[] huge = TestPng.header(Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertProblem(client.post("/compress", "image/png", huge), 413, "2147483647 x 2147483647");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compress", "/compress/share", "/compress/unlimited"})
    void aJpegThatMakesTheDecoderGoOverItAgainAndAgain(String path) {
        byte[] scans = TestJpeg.scans(TestPictures.sample(64, 48), 20_000);
        assertProblem(client.post(path, "image/jpeg", scans), 422, "20,000 scans", "allowed are 32", "demo.max-scans");
    }

    @Test
    void aPictureThatDeclaresNoPixel() {
        assertProblem(client.post("/compress", "image/png", TestPng.header(0, 5)), 400, "PNG", "damaged");
    }

    @Test
    void aPictureWithAHeaderAndNoPixels() {
        assertProblem(client.post("/compress", "image/png", TestPng.header(50, 50)), 400, "damaged");
    }

    @Test
    void aTruncatedPng() {
        byte[] part = Arrays.copyOf(PICTURE, PICTURE.length / 2);
        assertProblem(client.post("/compress?rank=5", "image/png", part), 400, "PNG", "damaged, cut off");
    }

    @Test
    void aTruncatedJpeg() {
        byte[] whole = TestPictures.encode(TestPictures.sample(64, 48), "jpeg");
        byte[] part = Arrays.copyOf(whole, whole.length / 2);
        assertProblem(client.post("/compress?rank=5", "image/jpeg", part), 400, "JPEG", "damaged, cut off");
    }

    @Test
    void aBodyThatIsTooLarge() {
        HttpResponse<byte[]> response = client.post("/compress", "image/png", new byte[LIMIT + 1]);
        assertProblem(response, 413, "16,777,216", "demo.max-upload");
    }

    @Test
    void aBodyThatIsTooLargeAndDoesNotSaySo() {
        var endless = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[LIMIT + 1]));
        assertProblem(client.post("/compress", "image/png", endless), 413, "16,777,216", "demo.max-upload");
    }

    @Test
    void aFormThatIsTooLarge() {
        HttpResponse<byte[]> response = client.postForm("/compress", "picture", new byte[LIMIT + 1]);
        assertProblem(response, 413, "16,777,216", "demo.max-upload");
    }

    @Test
    void aFormWithoutThePicture() {
        assertProblem(client.postForm("/compress", "photo", PICTURE), 400, "'picture'", "[photo]");
    }

    @Test
    void aFormWithAnEmptyPicture() {
        assertProblem(client.postForm("/compress", "picture", new byte[0]), 400, "empty");
    }

    @Test
    void aFormThatIsBroken() {
        HttpResponse<byte[]> response = client.post("/compress", "multipart/form-data", PICTURE);
        assertProblem(response, 400, "multipart form cannot be read", "'picture'");
    }

    @Test
    void theWrongMethod() {
        assertThat(client.get("/compress").statusCode()).isEqualTo(405);
    }

    @Test
    void aPathThatDoesNotExist() {
        assertThat(client.post("/compress/nothing", "image/png", PICTURE).statusCode())
                .isEqualTo(404);
    }

    private static void assertProblem(HttpResponse<byte[]> response, int status, String... detail) {
        String body = new String(response.body(), UTF_8);
        assertThat(response.statusCode()).as(body).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(body);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).contains(detail);
    }
}
