package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The page, clicked through in a real Chromium. Pictures of it are kept in {@code target/screenshots};
 * {@code -Dthreadpoolctl.update-screenshot=true} makes one of them the README's.
 */
@Tag("long")
@Timeout(120)
class BrowserTests {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Path README_SCREENSHOT = Path.of("..", "docs", "demo.png");
    private static final long MOST_BYTES = 300_000;
    private static final boolean FOR_THE_README = Boolean.getBoolean("threadpoolctl.update-screenshot");

    private static final String ANSWERED =
            "document.getElementById('after').src" + " && !document.getElementById('after').hasAttribute('aria-busy')";

    private static @Nullable Chromium chromium;
    private static @Nullable ConfigurableApplicationContext application;
    private static String address = "";

    @TempDir
    private static @Nullable Path files;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.start(directory().resolve("profile"));
        startApplication("0");
        address = "http://127.0.0.1:"
                + Objects.requireNonNull(application).getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
        if (application != null) {
            application.close();
        }
    }

    @BeforeEach
    void openThePage() {
        browser().look(1280, 900, false, "light");
        browser().open(address + "/?seconds=0.7");
        browser().until(ANSWERED);
    }

    @AfterEach
    void noScriptHasFailed() {
        assertThat(browser().failures()).isEmpty();
    }

    @Test
    void theSampleIsShownBeforeAndAfter() {
        assertThat(browser().text("#before-text")).isEqualTo("512 × 512");
        assertThat(browser().text("#after-text")).isEqualTo("rank 40");
        assertThat(browser().text("#fact-error")).endsWith("%");
        assertThat(browser().text("#fact-size")).endsWith("smaller");
        assertThat(browser().text("#fact-time")).endsWith("ms");
        assertThat(browser()
                        .evaluate("document.getElementById('after').naturalWidth")
                        .asInt())
                .isEqualTo(512);
    }

    @Test
    void theRankMovesByKeyboard() {
        double error = error();
        browser().evaluate("document.getElementById('rank').focus()");
        browser().press(Chromium.Key.LEFT);
        untilRankIs(38);
        assertThat(error()).isGreaterThan(error);
        browser().press(Chromium.Key.HOME);
        untilRankIs(1);
        assertThat(error()).isGreaterThan(20);
        browser().press(Chromium.Key.END);
        untilRankIs(512);
        assertThat(error()).isLessThan(1);
    }

    @Test
    void anotherPictureIsTakenAndWhatIsNoneIsRefused() throws IOException {
        Path picture = directory().resolve("small.png");
        Files.write(picture, TestPictures.encode(TestPictures.sample(96, 64), "png"));
        browser().chooseFile("#file", picture);
        browser().until("document.getElementById('before-text').textContent === '96 × 64' && " + ANSWERED);
        browser().chooseFile("#file", Files.writeString(directory().resolve("note.png"), "this is no picture"));
        browser().until("!document.getElementById('picture-problem').hidden");
        assertThat(browser().text("#picture-problem")).contains("PNG");
        browser().click("#take-sample");
        browser()
                .until("document.getElementById('before-text').textContent === '512 × 512'"
                        + " && document.getElementById('picture-problem').hidden && " + ANSWERED);
    }

    @Test
    void thePanelShowsScopesAndCapsAsTheyComeAndGo() {
        browser().until("document.querySelector('.pool') && !" + panelSays("open scope"));
        try (LimitScope scope = Threadpools.ofProcess().limit(Limits.blas(1))) {
            assertThat(scope.original()).isNotEmpty();
            browser().until(panelSays("1 open scope"));
            assertThat(browser().text(".pool .threads b")).isEqualTo("1");
        }
        try (LimitScope cap = Threadpools.ofProcess().cap(Limits.blas(1))) {
            assertThat(cap.original()).isNotEmpty();
            browser().until(panelSays("capped at 1 by an operator"));
        }
        browser().until("!" + panelSays("capped"));
    }

    @Test
    void feelingItDrawsThreeLanesAndSaysWhichWon() throws IOException {
        if (FOR_THE_README) {
            browser().open(address); // as long as for a visitor
            browser().until(ANSWERED);
        }
        browser().click("#load-start");
        browser().until("!document.getElementById('verdict').hidden");
        assertThat(browser().text("#load-state")).isEqualTo("Done");
        assertThat(browser().text("#verdict")).contains("unlimited");
        for (String lane : new String[] {"unlimited", "limited", "share"}) {
            assertThat(browser()
                            .evaluate("document.querySelectorAll('.lane." + lane + " circle').length")
                            .asInt())
                    .as(lane)
                    .isPositive();
            assertThat(browser().text(".lane." + lane + " .rate b")).matches("[\\d.]+");
        }
        Path shot = SCREENSHOTS.resolve("desktop-light.png");
        browser().screenshot(shot, 0.75);
        assertThat(Files.size(shot)).isLessThan(MOST_BYTES);
        if (FOR_THE_README) {
            Files.copy(shot, README_SCREENSHOT, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Test
    void feelingItCanBeStoppedByKeyboard() {
        browser().open(address + "/?seconds=60");
        browser().until(ANSWERED);
        browser().evaluate("document.getElementById('load-start').focus()");
        browser().press(Chromium.Key.ENTER);
        browser().until("document.activeElement.id === 'load-stop' && document.querySelector('.lane circle')");
        browser().press(Chromium.Key.ENTER);
        browser().until("document.getElementById('load-state').textContent === 'Stopped'");
    }

    @Test
    void onAPhoneInTheDarkNothingSticksOut() throws IOException {
        browser().look(375, 800, true, "dark");
        browser().until("document.querySelector('.pool')");
        assertThat(browser()
                        .evaluate("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
        assertThat(browser()
                        .evaluate("getComputedStyle(document.body).backgroundColor")
                        .asString())
                .isEqualTo("rgb(18, 21, 23)");
        browser().screenshot(SCREENSHOTS.resolve("phone-dark.png"), 1);
    }

    @Test
    void whenTheServerIsAwayThePageSaysSoAndRecovers() throws IOException {
        String port = address.substring(address.lastIndexOf(':') + 1);
        Objects.requireNonNull(application).close();
        browser().until("!document.getElementById('away').hidden");
        assertThat(browser().text("#away")).contains(address, "Is it still running?");
        browser().until("document.getElementById('pools-state').textContent === 'no answer'");
        browser().evaluate("document.getElementById('rank').focus()");
        browser().press(Chromium.Key.LEFT);
        browser().until("!document.getElementById('picture-problem').hidden");
        browser().screenshot(SCREENSHOTS.resolve("away.png"), 1);
        startApplication(port);
        browser().until("document.getElementById('away').hidden && document.getElementById('picture-problem').hidden");
        untilRankIs(38);
    }

    private static void startApplication(String port) {
        application = SpringApplication.run(DemoApplication.class, "--server.port=" + port);
    }

    private void untilRankIs(int rank) {
        browser().until("document.getElementById('after-text').textContent === 'rank " + rank + "' && " + ANSWERED);
    }

    private double error() {
        return Double.parseDouble(browser().text("#fact-error").replace(" %", ""));
    }

    private static String panelSays(String words) {
        return "document.getElementById('pools-list').textContent.includes('" + words + "')";
    }

    private static Chromium browser() {
        return Objects.requireNonNull(chromium);
    }

    private static Path directory() {
        return Objects.requireNonNull(files);
    }
}
