package io.threadpoolctl.actuate;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.util.MimeType;

/**
 * Why a request was refused, in the form of RFC 9457.
 *
 * @param title the kind of problem
 * @param status the HTTP status
 * @param detail what was given, what is allowed, what to do
 */
record Problem(String title, int status, String detail) implements OperationResponseBody {

    private static final MimeType TYPE = MimeType.valueOf("application/problem+json");

    static WebEndpointResponse<OperationResponseBody> badRequest(String detail) {
        return new Problem("Bad Request", WebEndpointResponse.STATUS_BAD_REQUEST, detail).asResponse();
    }

    static WebEndpointResponse<OperationResponseBody> notFound(String detail) {
        return new Problem("Not Found", WebEndpointResponse.STATUS_NOT_FOUND, detail).asResponse();
    }

    static WebEndpointResponse<OperationResponseBody> busy(String detail) {
        return new Problem("Too Many Requests", WebEndpointResponse.STATUS_TOO_MANY_REQUESTS, detail).asResponse();
    }

    static WebEndpointResponse<OperationResponseBody> unavailable(String detail) {
        return new Problem("Service Unavailable", WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, detail).asResponse();
    }

    private WebEndpointResponse<OperationResponseBody> asResponse() {
        return new WebEndpointResponse<>(this, status, TYPE);
    }
}
