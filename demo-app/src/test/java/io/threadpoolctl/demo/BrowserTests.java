package io.threadpoolctl.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/**
 * The page, clicked through in a real Chromium. Pictures of it are kept in {@code target/screenshots};
 * {@code -Dthreadpoolctl.update-screenshot=true} makes one of them the README's.
 */
@Tag("long")
@Timeout(120)
class BrowserTests {

    @RegisterExtension
    static final DemoInBrowser DEMO = new DemoInBrowser();

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path README_SCREENSHOT = Path.of("..", "docs", "demo.png");
    private static final long MOST_BYTES = 300_000;
    private static final boolean FOR_THE_README = Boolean.getBoolean("threadpoolctl.update-screenshot");

    private final DemoPage page = DEMO.page();

    @Test
    void theSampleIsShownBeforeAndAfter() {
        assertThat(page.text("#before-text")).isEqualTo("512 × 512");
        assertThat(page.text("#after-text")).isEqualTo("rank 40");
        assertThat(page.text("#fact-error")).endsWith("%");
        assertThat(page.text("#fact-size")).endsWith("smaller");
        assertThat(page.text("#fact-time")).endsWith("ms");
        assertThat(page.isTrue("document.getElementById('after').naturalWidth === 512"))
                .isTrue();
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
    void feelingItDrawsThreeLanesAndSaysWhichWon() throws IOException {
        if (FOR_THE_README) {
            page.open(DEMO.address()); // as long as for a visitor
        }
        page.element("#load-start").click();
        page.until("!document.getElementById('verdict').hidden");
        assertThat(page.text("#load-state")).isEqualTo("Done");
        assertThat(page.text("#verdict")).contains("unlimited");
        for (String lane : new String[] {"unlimited", "limited", "share"}) {
            assertThat(page.elements(".lane." + lane + " circle")).as(lane).isNotEmpty();
            assertThat(page.text(".lane." + lane + " .rate b")).matches("[\\d.]+");
        }
        Path shot = SCREENSHOTS.resolve("desktop-light.png");
        page.screenshot(shot, 0.75);
        assertThat(Files.size(shot)).isLessThan(MOST_BYTES);
        if (FOR_THE_README) {
            Files.copy(shot, README_SCREENSHOT, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void feelingItCanBeStoppedByKeyboard() {
        page.open(DEMO.address() + "/?seconds=60");
        page.press("#load-start", Keys.ENTER);
        page.until("document.activeElement.id === 'load-stop' && document.querySelector('.lane circle')");
        page.pressOnFocused(Keys.ENTER);
        page.until("document.getElementById('load-state').textContent === 'Stopped'");
    }

    @Test
    void onAPhoneInTheDarkNothingSticksOut() throws IOException {
        page.look(375, 800, true, "dark");
        page.until("document.querySelector('.pool')");
        assertThat(page.isTrue("document.documentElement.scrollWidth <= innerWidth"))
                .isTrue();
        assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(18, 21, 23)");
        page.screenshot(SCREENSHOTS.resolve("phone-dark.png"), 1);
    }

    @Test
    void whenTheServerIsAwayThePageSaysSoAndRecovers() throws IOException {
        DEMO.stopService();
        page.until("!document.getElementById('away').hidden");
        assertThat(page.text("#away")).contains(DEMO.address(), "Is it still running?");
        page.until("document.getElementById('pools-state').textContent === 'no answer'");
        page.press("#rank", Keys.LEFT);
        page.until("!document.getElementById('picture-problem').hidden");
        page.screenshot(SCREENSHOTS.resolve("away.png"), 1);
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
