package io.threadpoolctl.actuate;

import java.security.Principal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.audit.listener.AuditApplicationEvent;
import org.springframework.context.ApplicationEventPublisher;

/** Tells Spring Boot's audit which caps operators make and take back. */
final class CapAudit {

    private static final String CAPPED = "THREADPOOL_CAPPED";
    private static final String LIFTED = "THREADPOOL_CAP_LIFTED";
    private static final String UNKNOWN = "<unknown>";

    private final ApplicationEventPublisher publisher;

    CapAudit(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    /** @param principal {@code null} if it is not known who it was */
    void capped(@Nullable Principal principal, String name, int numThreads) {
        publish(principal, CAPPED, Map.of("name", name, "numThreads", numThreads));
    }

    /** @param principal {@code null} if it is not known who it was */
    void lifted(@Nullable Principal principal, String name) {
        publish(principal, LIFTED, Map.of("name", name));
    }

    private void publish(@Nullable Principal principal, String type, Map<String, Object> data) {
        String who = principal == null ? UNKNOWN : principal.getName();
        publisher.publishEvent(new AuditApplicationEvent(who, type, data));
    }
}
