package io.threadpoolctl.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** The demo and a browser, for all tests of a class; the page is opened anew for each. */
final class DemoInBrowser implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final String SHORT = "/?seconds=0.7";

    private @Nullable Path directory;
    private @Nullable DemoPage page;
    private @Nullable ConfigurableApplicationContext application;
    private String port = "0";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("browser");
        page = new DemoPage(InstalledChromium.start(directory.resolve("profile")));
        startService();
        port = requireNonNull(application).getEnvironment().getRequiredProperty("local.server.port");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        page().look(1280, 900, false, "light");
        page().open(address() + SHORT);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertThat(page().failures()).isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (page != null) {
            page.close();
        }
        stopService();
        FileSystemUtils.deleteRecursively(directory);
    }

    DemoPage page() {
        return requireNonNull(page);
    }

    int port() {
        return Integer.parseInt(port);
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    Path file(String name, byte[] content) throws IOException {
        return Files.write(requireNonNull(directory).resolve(name), content);
    }

    /** On the port it had before, if it had one. */
    void startService() {
        application = SpringApplication.run(DemoApplication.class, "--server.port=" + port);
    }

    void stopService() {
        if (application != null) {
            application.close();
        }
    }
}
