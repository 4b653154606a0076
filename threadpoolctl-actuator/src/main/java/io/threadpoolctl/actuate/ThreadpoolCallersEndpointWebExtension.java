package io.threadpoolctl.actuate;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** What HTTP has beside the answers of the {@link ThreadpoolCallersEndpoint}: a status and a body that says what is wrong. */
@EndpointWebExtension(endpoint = ThreadpoolCallersEndpoint.class)
public final class ThreadpoolCallersEndpointWebExtension {

    private final ThreadpoolCallersEndpoint endpoint;

    ThreadpoolCallersEndpointWebExtension(ThreadpoolCallersEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Samples, and answers when that is over.
     *
     * @param seconds for how long
     */
    @ReadOperation
    @SuppressWarnings("deprecation") // the only @Nullable that Spring Boot 3 takes for "optional"
    public WebEndpointResponse<OperationResponseBody> callers(@org.springframework.lang.Nullable String seconds) {
        try {
            return new WebEndpointResponse<>(endpoint.callers(seconds == null ? null : number(seconds)));
        } catch (InvalidEndpointRequestException e) {
            return Problem.badRequest(String.valueOf(e.getReason()));
        } catch (ThreadpoolCallersEndpoint.BusyException e) {
            return Problem.busy(String.valueOf(e.getMessage()));
        } catch (IllegalStateException e) {
            return Problem.unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static Integer number(String seconds) {
        try {
            return Integer.valueOf(seconds);
        } catch (NumberFormatException e) {
            throw ThreadpoolCallersEndpoint.refusal(seconds);
        }
    }
}
