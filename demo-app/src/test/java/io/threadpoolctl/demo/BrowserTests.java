package io.threadpoolctl.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** The page, clicked through in a real Chromium. Pictures of it are kept in {@code target/screenshots}. */
@Tag("long")
@Timeout(300)
class BrowserTests {

    @RegisterExtension
    static final DemoInBrowser DEMO = new DemoInBrowser();

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path README = Path.of("..", "README.md");

    private final DemoPage page = DEMO.page();

    @Test
    void theSampleIsShownBeforeAndAfter() {
        assertThat(page.text("#before-text")).isEqualTo("512 × 512");
        assertThat(page.text("#after-text")).isEqualTo("rank 40");
        assertThat(page.text("#fact-error")).endsWith("%");
        assertThat(page.text("#fact-kept")).isEqualTo("16 %");
        assertThat(page.text("#fact-time")).endsWith("ms");
        assertThat(page.isTrue("document.getElementById('after').naturalWidth === 512"))
                .isTrue();
    }

    @Test
    void countsTheNumbersThatAreKeptAndTheBytesOfTheFiles() {
        TestClient client = new TestClient(DEMO.port());
        byte[] sample = client.get("/sample.png").body();
        byte[] rebuilt = client.post("/compress?rank=40", "image/png", sample).body();
        assertThat(page.text("#kept-text"))
                .contains("786,432 numbers", "123,000 stand for it")
                .contains(String.format(Locale.ROOT, "%,d bytes; before it was %,d.", rebuilt.length, sample.length));
    }

    @Test
    void aShellIsToldWhatTheReadmeSays() throws IOException {
        page.element("summary").click();
        List<String> commands = page.text("#shell").lines().toList();
        assertThat(commands).hasSize(2);
        assertThat(Files.readString(README))
                .contains(commands.stream()
                        .map(command -> command.replace(DEMO.address(), "http://127.0.0.1:8080"))
                        .toList());
    }

    @Test
    void theRankMovesByKeyboard() {
        double error = error();
        page.press("#rank", Keys.LEFT);
        untilRankIs(38);
        assertThat(error()).isGreaterThan(error);
        page.press("#rank", Keys.HOME);
        untilRankIs(1);
        assertThat(error()).isGreaterThan(20);
        page.press("#rank", Keys.END);
        untilRankIs(512);
        assertThat(error()).isLessThan(1);
    }

    @Test
    void anotherPictureIsTakenAndWhatIsNoneIsRefused() throws IOException {
        byte[] picture = TestPictures.encode(TestPictures.sample(96, 64), "png");
        page.chooseFile("#file", DEMO.file("small.png", picture));
        page.until("document.getElementById('before-text').textContent === '96 × 64'");
        page.untilAnswered();
        page.chooseFile("#file", DEMO.file("note.png", "this is no picture".getBytes(UTF_8)));
        page.until("!document.getElementById('picture-problem').hidden");
        assertThat(page.text("#picture-problem")).contains("PNG");
        page.element("#take-sample").click();
        page.until("document.getElementById('before-text').textContent === '512 × 512'"
                + " && document.getElementById('picture-problem').hidden");
        page.untilAnswered();
    }

    @Test
    void thePanelShowsScopesAndCapsAsTheyComeAndGo() {
        page.until("document.querySelector('.pool') && !" + panelSays("open scope"));
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
            assertThat(scope.original()).isNotEmpty();
            page.until(panelSays("1 open scope"));
            assertThat(page.text(".pool .threads b")).isEqualTo("1");
        }
        try (LimitScope cap = Threadpools.ofProcess().cap(Limits.blas(1))) {
            assertThat(cap.original()).isNotEmpty();
            page.until(panelSays("capped at 1 by an operator"));
        }
        page.until("!" + panelSays("capped"));
    }

    @Test
    void thePageSaysWhatItsWordsMeanAlsoWhereNoPointerHovers() {
        assertThat(page.text("#load")).contains("p50, p90 and p99: half, 90 and 99 of 100");
        assertThat(page.text("#picture")).contains("The rank is how many", "The error is the size");
        page.until("document.querySelectorAll('.pool').length === 2");
        assertThat(page.text("#pools"))
                .contains("reach: process", "a limit holds for all threads of the process")
                .contains("Two pools, because JavaCPP");
    }

    @Test
    void onAPhoneInTheDarkNothingSticksOut() throws IOException {
        page.look(375, 800, true, "dark");
        page.until("document.querySelector('.pool')");
        assertThat(page.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(18, 21, 23)");
        page.screenshot(SCREENSHOTS.resolve("phone-dark.png"), 1, "body");
    }

    @Test
    void whenTheServerIsAwayThePageSaysSoAndRecovers() throws IOException {
        DEMO.stopService();
        page.until("!document.getElementById('away').hidden");
        assertThat(page.text("#away")).contains(DEMO.address(), "Is it still running?");
        page.until("document.getElementById('pools-state').textContent === 'no answer'");
        page.press("#rank", Keys.LEFT);
        page.until("!document.getElementById('picture-problem').hidden");
        page.screenshot(SCREENSHOTS.resolve("away.png"), 1, "body");
        DEMO.startService();
        page.until("document.getElementById('away').hidden && document.getElementById('picture-problem').hidden");
        untilRankIs(38);
    }

    private void untilRankIs(int rank) {
        page.until("document.getElementById('after-text').textContent === 'rank " + rank + "'");
        page.untilAnswered();
    }

    private double error() {
        return Double.parseDouble(page.text("#fact-error").replace(" %", ""));
    }

    private static String panelSays(String words) {
        return "document.getElementById('pools-list').textContent.includes('" + words + "')";
    }
}
