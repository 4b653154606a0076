package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The endpoint answers what is shown of it. The shell commands of the same files are run by the gate, from their text. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ReadmeTests {

    private static final Guide README = Guide.read("README.md");

    private static final Guide ENDPOINT = Guide.read("docs/endpoint.md");

    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    private int port;

    @Test
    void theEndpointAnswersInTheShapeThatIsShown() {
        JsonNode shown = json.readTree(ENDPOINT.snippets("json").get(0));
        JsonNode answered = answer();
        ((ObjectNode) answered.get("measured")).remove("lately"); // there if somebody has asked before
        assertThat(shape(answered)).isEqualTo(shape(shown));
        for (String constant : List.of("prefix", "userApi", "internalApi", "version", "threadingLayer", "reach")) {
            assertThat(answered.get("pools").get(0).get(constant))
                    .isEqualTo(shown.get("pools").get(0).get(constant));
        }
    }

    @Test
    void whatTheReadmeShowsIsAmongIt() {
        assertAmong(answer(), json.readTree(README.snippets("json").get(0)));
    }

    private JsonNode answer() {
        return json.readTree(
                new TestClient(port).get("/actuator/threadpools/blas").body());
    }

    /** Every member that is shown is there, in the first element where there are several. */
    private static void assertAmong(JsonNode answered, JsonNode shown) {
        for (String name : shown.propertyNames()) {
            assertThat(answered.has(name)).as(name).isTrue();
            assertAmong(answered.get(name), shown.get(name));
        }
        if (shown.isArray() && !shown.isEmpty()) {
            assertAmong(answered.get(0), shown.get(0));
        }
    }

    /** Names of members, of the first element where there are several. */
    private static String shape(JsonNode node) {
        if (node.isArray()) {
            return node.isEmpty() ? "[]" : "[" + shape(node.get(0)) + "]";
        }
        List<String> members = new ArrayList<>();
        new TreeSet<>(node.propertyNames()).forEach(name -> members.add(name + shape(node.get(name))));
        return node.isObject() ? members.toString() : "";
    }
}
