package io.threadpoolctl.actuate;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What an operator has capped: one standing request to each name. Closed with the application, since it dies with it. */
final class OperatorCaps implements AutoCloseable {

    /** By which the caps of this endpoint are known. */
    static final String ORIGIN = "actuator";

    private final Threadpools pools;
    private final Map<String, Cap> byName = new TreeMap<>(); // guarded by this

    OperatorCaps(Threadpools pools) {
        this.pools = pools;
    }

    /** Replaces the cap of a name, if there is one, without a moment in which there is none. */
    synchronized void set(String name, int numThreads) {
        Cap cap = new Cap(pools.cap(PoolNames.limits(name, numThreads), ORIGIN));
        close(byName.put(name, cap));
    }

    /** Takes the cap of a name back, if there is one; whether there was. */
    synchronized boolean lift(String name) {
        Cap cap = byName.remove(name);
        close(cap);
        return cap != null;
    }

    @Override
    public synchronized void close() {
        byName.values().forEach(OperatorCaps::close);
        byName.clear();
    }

    private static void close(@Nullable Cap cap) {
        if (cap != null && cap.scope() != null) {
            cap.scope().close();
        }
    }

    /** @param scope what closes it, {@code null} from a mock */
    private record Cap(@Nullable LimitScope scope) {}
}
