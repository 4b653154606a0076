package io.threadpoolctl.actuate;

import java.security.Principal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the native thread pools of this process and what limits them, and lets an operator
 * cap them.
 *
 * <p>Writing needs {@code management.endpoint.threadpools.access=unrestricted}. A cap is a standing request beside those of
 * all threads. In libraries whose reach is the process it holds at once for everybody; in the others for every value that is
 * set from then on. It is gone when it is lifted or the application is closed.
 */
@Endpoint(id = "threadpools", defaultAccess = Access.READ_ONLY)
public final class ThreadpoolsEndpoint {

    private final PoolNames names;
    private final OperatorCaps caps;
    private final CapAudit audit;
    private final Supplier<ThreadpoolsDescriptor> answers;

    ThreadpoolsEndpoint(PoolNames names, OperatorCaps caps, CapAudit audit, Supplier<ThreadpoolsDescriptor> answers) {
        this.names = names;
        this.caps = caps;
        this.audit = audit;
        this.answers = answers;
    }

    /** All pools. */
    @ReadOperation
    public ThreadpoolsDescriptor threadpools() {
        return answers.get();
    }

    /**
     * The same with the pools of one name only.
     *
     * @param name a user API, an internal API, a prefix, or {@code all}
     * @return {@code null}, which becomes 404, if no loaded library has that name and no cap
     */
    @ReadOperation
    public @Nullable ThreadpoolsDescriptor threadpool(@Selector String name) {
        String canonical = names.canonical(name);
        ThreadpoolsDescriptor narrowed = answers.get().narrowedTo(canonical);
        return narrowed.isAbout(canonical) ? narrowed : null;
    }

    /** Why there is nothing of a name. */
    String whyNothing(String name) {
        try {
            return "No library that is loaded is called \"" + names.known(name) + "\".";
        } catch (UnknownPoolException e) {
            return String.valueOf(e.getReason());
        }
    }

    /**
     * Caps the pools of one name, those of libraries that are loaded later included.
     *
     * @param name a user API, an internal API, a prefix, or {@code all}
     * @param numThreads the most threads, from 1 on
     * @return the pools of that name as they are now
     * @throws InvalidEndpointRequestException if the name is not known or the number is none
     */
    @WriteOperation
    @SuppressWarnings("deprecation") // the only @Nullable that Spring Boot 3 takes for "optional"
    public ThreadpoolsDescriptor cap(@Selector String name, @org.springframework.lang.Nullable Integer numThreads) {
        return cap(name, numThreads, null);
    }

    /**
     * @param numThreads as it was given
     * @param principal who caps
     */
    ThreadpoolsDescriptor cap(String name, @Nullable Object numThreads, @Nullable Principal principal) {
        String known = names.known(name);
        int threads = RequestedThreads.of(numThreads);
        caps.set(known, threads);
        audit.capped(principal, known, threads);
        return answers.get().narrowedTo(known);
    }

    /**
     * Takes the cap of one name back; nothing happens if there is none.
     *
     * @param name the name that was given to {@link #cap}
     * @return the pools of that name as they are now
     * @throws InvalidEndpointRequestException if the name is not known
     */
    @DeleteOperation
    public ThreadpoolsDescriptor lift(@Selector String name) {
        return lift(name, null);
    }

    /** @param principal who lifts it */
    ThreadpoolsDescriptor lift(String name, @Nullable Principal principal) {
        String known = names.known(name);
        if (caps.lift(known)) {
            audit.lifted(principal, known);
        }
        return answers.get().narrowedTo(known);
    }
}
