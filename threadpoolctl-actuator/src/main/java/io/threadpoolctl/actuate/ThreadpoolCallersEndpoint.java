package io.threadpoolctl.actuate;

import io.threadpoolctl.NativeCallers;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that samples for some seconds which Java methods of this process are in native code, and names
 * the one to annotate. It shows names of the application's methods, so nobody may read it unless {@code
 * management.endpoint.threadpoolcallers.access=read-only} says so. It costs nothing while it is not asked.
 */
@Endpoint(id = "threadpoolcallers", defaultAccess = Access.NONE)
public final class ThreadpoolCallersEndpoint {

    /** For how many seconds it samples if nobody says. */
    static final int USUAL = 10;

    private static final int LONGEST = 60;

    private final Threadpools pools;
    private final AtomicBoolean busy = new AtomicBoolean();

    ThreadpoolCallersEndpoint(Threadpools pools) {
        this.pools = pools;
    }

    /**
     * Samples, and answers when that is over.
     *
     * @param seconds for how long, 1 to 60; 10 if it is not given
     * @throws InvalidEndpointRequestException if it is another number
     * @throws BusyException if somebody else has it sample
     */
    @ReadOperation
    @SuppressWarnings("deprecation") // the only @Nullable that Spring Boot 3 takes for "optional"
    public CallersDescriptor callers(@org.springframework.lang.Nullable Integer seconds) {
        int asked = seconds == null ? USUAL : seconds;
        if (asked < 1 || asked > LONGEST) {
            throw refusal(String.valueOf(asked));
        }
        if (!busy.compareAndSet(false, true)) {
            throw new BusyException();
        }
        try {
            NativeCallers callers = pools.sampleCallers(Duration.ofSeconds(asked));
            return CallersDescriptor.of(callers == null ? NOTHING : callers);
        } finally {
            busy.set(false);
        }
    }

    static InvalidEndpointRequestException refusal(String given) {
        String sentence = "seconds is \"" + given + "\"; allowed is a whole number from 1 to " + LONGEST + ".";
        return new InvalidEndpointRequestException(sentence, sentence);
    }

    /** From a mock. */
    private static final NativeCallers NOTHING = new NativeCallers(Duration.ZERO, 0, List.of());

    /** Samples are being taken for somebody else. */
    static final class BusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        BusyException() {
            super("Callers are being sampled for somebody else already; ask again when that is over.");
        }
    }
}
