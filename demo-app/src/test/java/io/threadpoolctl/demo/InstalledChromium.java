package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine without a window, and its driver; nothing is downloaded. */
final class InstalledChromium {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"));

    private InstalledChromium() {}

    /** Skips the test where something is missing; where it is required, fails the test. */
    static ChromeDriver start(Path profile) {
        File browser = installed("Chromium", "chromium", "chromium-browser", "google-chrome");
        File driver = installed("Chromium's driver", "chromedriver");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver)
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options(browser, profile));
    }

    private static ChromeOptions options(File browser, Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // which a root user, as in a container, cannot have; it opens nothing but the demo
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + profile);
        return options;
    }

    private static File installed(String what, String... names) {
        List<Path> directories = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        Optional<Path> executable = Arrays.stream(names)
                .flatMap(name -> directories.stream().map(directory -> directory.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
        if (REQUIRED) {
            assertThat(executable).as("%s on the PATH", what).isPresent();
        }
        assumeTrue(executable.isPresent(), what + " is not installed");
        return executable.orElseThrow().toFile();
    }
}
