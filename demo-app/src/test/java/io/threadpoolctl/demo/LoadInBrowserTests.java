package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/**
 * The load that the page makes, in a real Chromium. {@code -Dthreadpoolctl.update-screenshot=true} makes a picture of it the
 * README's.
 */
@Tag("long")
@Timeout(300)
class LoadInBrowserTests {

    @RegisterExtension
    static final DemoInBrowser DEMO = new DemoInBrowser();

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path README_SCREENSHOT = Path.of("..", "docs", "demo.png");
    private static final long MOST_BYTES = 300_000;
    private static final boolean FOR_THE_README = Boolean.getBoolean("threadpoolctl.update-screenshot");

    private static final String VERDICT = "!document.getElementById('verdict').hidden";

    private final DemoPage page = DEMO.page();

    @Test
    void drawsThreeLanesAndSaysWhichWonAndWhatToWrite() throws IOException {
        if (FOR_THE_README) {
            page.open(DEMO.address()); // as long as for a visitor
        }
        page.element("#load-start").click();
        page.until(VERDICT);
        assertThat(page.text("#load-state")).isEqualTo("Done");
        assertThat(page.text("#verdict-text")).contains("answered").containsIgnoringCase("unlimited");
        for (String lane : new String[] {"unlimited", "limited", "share"}) {
            assertThat(page.text(".lane." + lane + " .rate b")).matches("[\\d.]+");
        }
        assertThat(page.elements(".lane.limited circle")).isNotEmpty();
        assertThat(page.text("#annotation"))
                .startsWith("import io.threadpoolctl")
                .contains("@ThreadpoolLimits(");
        assertThat(page.element("#next a").getAttribute("href")).endsWith("#quick-start-for-your-own-service");
        Path shot = SCREENSHOTS.resolve("load.png");
        page.screenshot(shot, 0.75, "#load");
        assertThat(Files.size(shot)).isLessThan(MOST_BYTES);
        if (FOR_THE_README) {
            Files.copy(shot, README_SCREENSHOT, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 'limited, share, unlimited'", "0.999, 'unlimited, limited, share'"})
    void runsTheWaysInAnOrderThatIsDrawn(String random, String order) {
        page.run("Math.random = () => " + random);
        page.run("window.said = []; const state = document.getElementById('load-state');"
                + " new MutationObserver(() => said.push(state.textContent)).observe(state, { childList: true })");
        page.element("#load-start").click();
        page.until(VERDICT);
        String running =
                "said.filter(words => words.startsWith('Running')).map(words => words.split(/[ ,]+/)[1]).join(', ')";
        assertThat(page.evaluate(running)).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"1280, 560, false, .pool .threads, #pools-open", "375, 700, true, #load-pool, #load-stop"})
    void thePoolsAreInViewWhileItRuns(int width, int height, boolean phone, String pool, String besideIt) {
        page.look(width, height, phone, "dark");
        startLimited();
        page.until(
                "document.querySelector('.lane.limited .pool-now').textContent.includes('Pools at 1 thread, up to')");
        page.scrollTo("#load");
        assertThat(page.isInView(pool)).as(page.place(pool)).isTrue();
        assertThat(page.isInView(besideIt)).as(page.place(besideIt)).isTrue();
        assertThat(page.text(pool)).contains("thread");
        page.element("#load-stop").click();
        page.until(VERDICT);
    }

    @Test
    void whatHasRunWhenItIsStoppedIsJudged() {
        startLimited();
        page.until("document.querySelector('.lane circle')");
        page.pressOnFocused(Keys.ENTER); // on Stop
        page.until(VERDICT);
        assertThat(page.text("#load-state")).isEqualTo("Stopped");
        assertThat(page.text("#verdict-text"))
                .matches(
                        "Stopped early\\. Limited answered [\\d.]+ requests a second; nothing has run yet to compare.*");
        assertThat(page.text("#annotation")).contains("@ThreadpoolLimits(blas = 1)");
    }

    @Test
    void theAnnotationIsCopied() {
        page.element("#load-start").click();
        page.until(VERDICT);
        page.element("#copy").click();
        page.until("document.getElementById('copy').textContent === 'Copied'");
    }

    /** The limited requests first, for a minute, by keyboard. */
    private void startLimited() {
        page.open(DEMO.address() + "/?seconds=60");
        page.run("Math.random = () => 0");
        page.press("#load-start", Keys.ENTER);
        page.until("document.activeElement.id === 'load-stop'");
    }
}
