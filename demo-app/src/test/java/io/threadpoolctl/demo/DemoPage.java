package io.threadpoolctl.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The demo's page in a browser. */
final class DemoPage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ChromeDriver browser;

    DemoPage(ChromeDriver browser) {
        this.browser = browser;
    }

    /** Returns when the page is loaded and the sample is compressed. */
    void open(String address) {
        browser.get(address);
        untilAnswered();
    }

    void untilAnswered() {
        until("document.getElementById('after').src && !document.getElementById('after').hasAttribute('aria-busy')");
    }

    /** Returns when a condition holds in the page. */
    void until(String condition) {
        new WebDriverWait(browser, PATIENCE, BETWEEN_LOOKS)
                .withMessage(condition)
                .until(driver -> isTrue(condition));
    }

    boolean isTrue(String condition) {
        return Boolean.TRUE.equals(evaluate("Boolean(" + condition + ")"));
    }

    @Nullable
    Object evaluate(String expression) {
        return browser.executeScript("return " + expression);
    }

    WebElement element(String selector) {
        return browser.findElement(By.cssSelector(selector));
    }

    List<WebElement> elements(String selector) {
        return browser.findElements(By.cssSelector(selector));
    }

    /** What an element says; asked again if the page has put another in its place meanwhile. */
    String text(String selector) {
        return new WebDriverWait(browser, PATIENCE, BETWEEN_LOOKS)
                .ignoring(StaleElementReferenceException.class)
                .until(driver -> element(selector).getText());
    }

    void press(String selector, Keys key) {
        element(selector).sendKeys(key);
    }

    void pressOnFocused(Keys key) {
        browser.switchTo().activeElement().sendKeys(key);
    }

    void chooseFile(String selector, Path file) {
        element(selector).sendKeys(file.toAbsolutePath().toString());
    }

    void look(int width, int height, boolean phone, String colours) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    boolean isInView(String selector) {
        String place = rectangle(selector);
        return isTrue(place + ".height > 0 && " + place + ".top >= 0 && " + place + ".bottom <= innerHeight");
    }

    String place(String selector) {
        return evaluate("JSON.stringify(" + rectangle(selector) + ") + ' in ' + innerHeight") + "";
    }

    private static String rectangle(String selector) {
        return "document.querySelector('" + selector + "').getBoundingClientRect()";
    }

    void scrollTo(String selector) {
        browser.executeScript("document.querySelector('" + selector + "').scrollIntoView({ block: 'end' })");
    }

    void run(String script) {
        browser.executeScript(script);
    }

    /** A picture of the page down to an element, and not only of what is in view. */
    void screenshot(Path file, double scale, String lowest) throws IOException {
        browser.executeScript("scrollTo(0, 0)");
        String bottom = rectangle(lowest) + ".bottom";
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                requireNonNull(evaluate("document.documentElement.scrollWidth")),
                "height",
                requireNonNull(evaluate("Math.ceil(" + bottom + ") + 8")),
                "scale",
                scale);
        Map<String, Object> picture = browser.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.createDirectories(requireNonNull(file.getParent()));
        Files.write(
                file,
                Base64.getDecoder().decode(requireNonNull(picture.get("data")).toString()));
    }

    /** What scripts have thrown and nobody has caught. */
    List<String> failures() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Uncaught"))
                .toList();
    }

    @Override
    public void close() {
        browser.quit();
    }
}
