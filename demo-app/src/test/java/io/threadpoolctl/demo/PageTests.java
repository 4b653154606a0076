package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PageTests {

    private static final Pattern STYLE_OR_SCRIPT = Pattern.compile("(?:href|src)=\"([\\w.]+\\.(?:css|js))\"");

    private static final Pattern IMPORT = Pattern.compile("from '\\./([\\w.]+\\.js)'");

    private static final Pattern ELEMENT = Pattern.compile("(?:byId|getElementById)\\('([\\w-]+)'\\)");

    @LocalServerPort
    private int port;

    @Test
    void everythingThePageIsMadeOfIsServed() {
        String page = read("/", "text/html");
        Set<String> scripts = new LinkedHashSet<>();
        for (String file : matches(STYLE_OR_SCRIPT, page)) {
            if (file.endsWith(".css")) {
                read("/" + file, "text/css");
            } else {
                follow(file, scripts);
            }
        }
        assertThat(scripts).contains("app.js", "load.js", "picture.js", "pools.js", "service.js");
    }

    @Test
    void everyElementThatTheScriptsNameIsThere() {
        String page = read("/", "text/html");
        Set<String> scripts = new LinkedHashSet<>();
        follow("app.js", scripts);
        for (String script : scripts) {
            for (String id : matches(ELEMENT, read("/" + script, "text/javascript"))) {
                assertThat(page).as("%s of %s", id, script).contains("id=\"" + id + "\"");
            }
        }
    }

    private void follow(String script, Set<String> seen) {
        if (seen.add(script)) {
            matches(IMPORT, read("/" + script, "text/javascript")).forEach(next -> follow(next, seen));
        }
    }

    private String read(String path, String type) {
        HttpResponse<byte[]> response = new TestClient(port).get(path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("none")).startsWith(type);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }
}
