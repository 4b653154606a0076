package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real browser without a window and one page in it, driven over the DevTools protocol. */
final class Chromium implements AutoCloseable {

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"));
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");

    private final JsonMapper json = new JsonMapper();
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Process process;
    private final WebSocket socket;
    private volatile CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
    private @Nullable String session;

    private Chromium(Process process, URI address) {
        this.process = process;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Answers())
                .join();
    }

    /** Starts it, or skips the test where it is not installed; where it is required, fails the test. */
    static Chromium start(Path profile) throws IOException {
        Optional<String> executable = executable();
        if (REQUIRED) {
            assertThat(executable).as("Chromium on the PATH").isPresent();
        }
        assumeTrue(executable.isPresent(), "Chromium is not installed");
        Process process = new ProcessBuilder(List.of(
                        executable.orElseThrow(),
                        "--headless",
                        "--no-sandbox", // which a root user, as in a container, cannot have; it opens nothing but the
                        // demo
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank"))
                .redirectErrorStream(true)
                .start();
        Chromium chromium = new Chromium(process, address(process));
        chromium.openPage();
        return chromium;
    }

    private static Optional<String> executable() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    private static URI address(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                drain(output);
                return URI.create(address.group(1));
            }
            said.add(line);
        }
        throw new IllegalStateException("Chromium did not start: " + said);
    }

    /** A full pipe would stop it. */
    private static void drain(BufferedReader output) {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "chromium-output");
        reader.setDaemon(true);
        reader.start();
    }

    private void openPage() {
        String target = send("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asString();
        session = send("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        send("Page.enable", Map.of());
        send("Runtime.enable", Map.of());
    }

    /** Returns when the page is loaded. */
    void open(String url) {
        CompletableFuture<JsonNode> load = new CompletableFuture<>();
        loaded = load;
        send("Page.navigate", Map.of("url", url));
        await(load);
    }

    /** The value of an expression in the page; a promise is waited for. */
    JsonNode evaluate(String expression) {
        JsonNode answer =
                send("Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        assertThat(answer.has("exceptionDetails"))
                .as("%s: %s", expression, answer)
                .isFalse();
        return answer.get("result").path("value");
    }

    String text(String selector) {
        return evaluate("document.querySelector('" + selector + "').textContent")
                .asString();
    }

    /** Returns when a condition holds in the page. The test's timeout ends it if that never happens. */
    void until(String condition) {
        evaluate("new Promise(resolve => { const look = () => (" + condition
                + ") ? resolve(true) : setTimeout(look, 20); look(); })");
    }

    /** Clicks with the mouse, where the element is. */
    void click(String selector) {
        JsonNode place = evaluate("(() => { const e = document.querySelector('" + selector
                + "'); e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect();"
                + " return { x: r.x + r.width / 2, y: r.y + r.height / 2 }; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            send(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            place.get("x").asDouble(),
                            "y",
                            place.get("y").asDouble(),
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Presses a key on whatever has the focus. */
    void press(Key key) {
        for (String type : List.of("keyDown", "keyUp")) {
            send(
                    "Input.dispatchKeyEvent",
                    Map.of(
                            "type", type,
                            "key", key.name,
                            "code", key.name,
                            "text", key.text,
                            "windowsVirtualKeyCode", key.code));
        }
    }

    /** A key as browsers know it. */
    enum Key {
        LEFT("ArrowLeft", 37, ""),
        HOME("Home", 36, ""),
        END("End", 35, ""),
        ENTER("Enter", 13, "\r");

        private final String name;
        private final int code;
        private final String text;

        Key(String name, int code, String text) {
            this.name = name;
            this.code = code;
            this.text = text;
        }
    }

    void chooseFile(String selector, Path file) {
        JsonNode root = send("DOM.getDocument", Map.of()).get("root");
        JsonNode input =
                send("DOM.querySelector", Map.of("nodeId", root.get("nodeId").asInt(), "selector", selector));
        send(
                "DOM.setFileInputFiles",
                Map.of(
                        "nodeId",
                        input.get("nodeId").asInt(),
                        "files",
                        List.of(file.toAbsolutePath().toString())));
    }

    void look(int width, int height, boolean phone, String colours) {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    /** The whole page as a picture. */
    void screenshot(Path file, double scale) throws IOException {
        evaluate("scrollTo(0, 0)");
        JsonNode size = send("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
        Map<String, Object> clip = Map.of(
                "x",
                0,
                "y",
                0,
                "width",
                size.get("width").asDouble(),
                "height",
                size.get("height").asDouble(),
                "scale",
                scale);
        JsonNode picture =
                send("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, Base64.getDecoder().decode(picture.get("data").asString()));
    }

    /** What scripts have thrown and nobody has caught. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private JsonNode send(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = session == null
                ? Map.of("id", id, "method", method, "params", parameters)
                : Map.of("id", id, "method", method, "params", parameters, "sessionId", session);
        socket.sendText(json.writeValueAsString(message), true).join();
        JsonNode answered = await(answer);
        if (answered.has("error")) {
            throw new IllegalStateException(method + ": " + answered.get("error"));
        }
        return answered.get("result");
    }

    /** Can be interrupted, so that a test's timeout ends it. */
    private static JsonNode await(CompletableFuture<JsonNode> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("no answer from Chromium", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        process.destroy();
        process.onExit().join();
    }

    /** Puts together what comes in pieces, and gives it to whoever waits for it. */
    private final class Answers implements WebSocket.Listener {

        private final StringBuilder pieces = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            pieces.append(data);
            if (last) {
                take(json.readTree(pieces.toString()));
                pieces.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void take(JsonNode message) {
            if (message.has("id")) {
                CompletableFuture<JsonNode> waits =
                        waiting.remove(message.get("id").asInt());
                if (waits != null) {
                    waits.complete(message);
                }
                return;
            }
            switch (message.path("method").asString("")) {
                case "Runtime.exceptionThrown" ->
                    failures.add(message.get("params").toString());
                case "Page.loadEventFired" -> loaded.complete(message);
                default -> {} // of no interest here
            }
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            waiting.values()
                    .forEach(waits -> waits.completeExceptionally(new UncheckedIOException(new IOException(error))));
        }
    }
}
