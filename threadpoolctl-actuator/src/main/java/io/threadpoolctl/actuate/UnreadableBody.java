package io.threadpoolctl.actuate;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * What a request to cap is answered whose body Spring could not read: it reads it before the endpoint is called. Only requests
 * to the endpoint are answered here, and only for that reason.
 */
final class UnreadableBody {

    static final int STATUS = 400;
    static final String TYPE = "application/problem+json";

    private static final String ANSWER = """
            {"title":"Bad Request","status":400,"detail":"The body cannot be read as an object with a number; allowed is a \
            whole number from 1 to 2147483647, as in {\\"numThreads\\": 2}."}""";

    private static final EndpointId ENDPOINT = EndpointId.of("threadpools");

    private final Supplier<@Nullable String> path;

    /** @param path that of the endpoint, as the application maps it; gives {@code null} if it is not served */
    private UnreadableBody(Supplier<@Nullable String> path) {
        this.path = path;
    }

    /** @param endpoints those that are served here */
    static UnreadableBody of(ObjectProvider<PathMappedEndpoints> endpoints) {
        return new UnreadableBody(() -> {
            PathMappedEndpoints mapped = endpoints.getIfAvailable();
            return mapped == null ? null : mapped.getPath(ENDPOINT);
        });
    }

    /** @param pattern that of the operation which the request was for, {@code null} if it was for none */
    boolean isAbout(@Nullable Object pattern) {
        String served = path.get();
        return served != null && String.valueOf(pattern).endsWith(served + "/{name}");
    }

    static byte[] answer() {
        return ANSWER.getBytes(StandardCharsets.UTF_8);
    }
}
