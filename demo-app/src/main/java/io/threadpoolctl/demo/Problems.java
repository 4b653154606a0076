package io.threadpoolctl.demo;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Says in our words what the framework refuses before a controller sees the request. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private final DemoProperties properties;

    Problems(DemoProperties properties) {
        this.properties = properties;
    }

    @ExceptionHandler(MultipartException.class)
    @Nullable
    ResponseEntity<Object> handleMultipart(MultipartException ex, WebRequest request) {
        return refuse(Refusal.brokenForm(ex), request);
    }

    /** JavaCPP throws it when native memory runs out, long before the heap does. */
    @ExceptionHandler(OutOfMemoryError.class)
    ProblemDetail handleOutOfMemory() {
        return unavailable("There is not enough memory for this picture now. Try again later, or a smaller one.");
    }

    @ExceptionHandler(LinkageError.class)
    ProblemDetail handleLinkage(LinkageError error) {
        logger.error("OpenBLAS cannot be loaded", error);
        return unavailable("OpenBLAS cannot be loaded on this machine; the log says why.");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refuse(Refusal.bodyTooLarge(properties.maxUpload()), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
            HttpMediaTypeNotSupportedException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String given = ex.getContentType() == null
                ? "not readable"
                : ex.getContentType().toString();
        return refuse(Refusal.unsupportedType(given), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException ex, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return refuse(Refusal.notANumber("rank", ex.getValue()), request);
    }

    private @Nullable ResponseEntity<Object> refuse(Refusal refusal, WebRequest request) {
        return handleErrorResponseException(refusal, refusal.getHeaders(), refusal.getStatusCode(), request);
    }

    private static ProblemDetail unavailable(String detail) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, detail);
    }
}
