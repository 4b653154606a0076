package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects warnings, each once for a kind and a library, and logs them.
 *
 * <p>Logging runs foreign code, so it waits until {@link #log()} is called where no lock is held.
 */
final class Warnings {

    private static final Logger LOG = LoggerFactory.getLogger("io.threadpoolctl.Threadpools");

    private final Map<String, Warning> known = new ConcurrentHashMap<>();
    private final List<Warning> inOrder = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<Warning> unlogged = new ConcurrentLinkedQueue<>();

    void add(Warning.Kind kind, @Nullable String library, String message) {
        add(kind, library, String.valueOf(library), message);
    }

    /** @param subject what it is about: of two warnings of one kind about one subject, the second is dropped */
    void add(Warning.Kind kind, @Nullable String library, String subject, String message) {
        Warning warning = new Warning(kind, library, message);
        if (known.putIfAbsent(kind + " " + subject, warning) == null) {
            inOrder.add(warning);
            unlogged.add(warning);
        }
    }

    /** Whether this was said already; spares the making of a message. */
    boolean has(Warning.Kind kind, @Nullable String library) {
        return known.containsKey(kind + " " + library);
    }

    List<Warning> all() {
        return List.copyOf(inOrder);
    }

    void log() {
        if (unlogged.isEmpty()) {
            return;
        }
        for (Warning next = unlogged.poll(); next != null; next = unlogged.poll()) {
            try {
                LOG.warn(next.message());
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                // An appender that fails is no reason for a limited call to fail. The warning can still be read here.
            }
        }
    }
}
