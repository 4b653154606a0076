package io.threadpoolctl.actuate;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** What HTTP has beside the answers of the {@link ThreadpoolsEndpoint}: a status and a body that says what is wrong. */
@EndpointWebExtension(endpoint = ThreadpoolsEndpoint.class)
public final class ThreadpoolsEndpointWebExtension {

    private final ThreadpoolsEndpoint endpoint;

    ThreadpoolsEndpointWebExtension(ThreadpoolsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * The pools of one name.
     *
     * @param name a user API, an internal API, a prefix, or {@code all}
     */
    @ReadOperation
    public WebEndpointResponse<OperationResponseBody> threadpool(@Selector String name) {
        return answer(name, () -> endpoint.threadpool(name));
    }

    /**
     * Caps the pools of one name.
     *
     * @param security who asks
     * @param name a user API, an internal API, a prefix, or {@code all}
     * @param numThreads the most threads, from 1 on
     */
    @WriteOperation
    @SuppressWarnings("deprecation") // the only @Nullable that Spring Boot 3 takes for "optional"
    public WebEndpointResponse<OperationResponseBody> cap(
            SecurityContext security, @Selector String name, @org.springframework.lang.Nullable Object numThreads) {
        return answer(name, () -> endpoint.cap(name, numThreads, security.getPrincipal()));
    }

    /**
     * Takes the cap of one name back.
     *
     * @param security who asks
     * @param name the name that was given to {@link #cap}
     */
    @DeleteOperation
    public WebEndpointResponse<OperationResponseBody> lift(SecurityContext security, @Selector String name) {
        return answer(name, () -> endpoint.lift(name, security.getPrincipal()));
    }

    private WebEndpointResponse<OperationResponseBody> answer(
            String name, Supplier<@Nullable ThreadpoolsDescriptor> operation) {
        try {
            ThreadpoolsDescriptor answer = operation.get();
            return answer == null
                    ? Problem.notFound(endpoint.whyNothing(name) + " Ask without a name to see those that are loaded.")
                    : new WebEndpointResponse<>(answer);
        } catch (UnknownPoolException e) {
            return Problem.notFound(String.valueOf(e.getReason()));
        } catch (InvalidEndpointRequestException e) {
            return Problem.badRequest(String.valueOf(e.getReason()));
        }
    }
}
