package io.threadpoolctl.actuate;

import io.threadpoolctl.Threadpools;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** {@link Endpoint @Endpoint} that shows the native thread pools of this process and what limits them. */
@Endpoint(id = "threadpools", defaultAccess = Access.READ_ONLY)
public final class ThreadpoolsEndpoint {

    private final Threadpools pools;
    private final Configured configured;
    private final boolean showPaths;

    ThreadpoolsEndpoint(Threadpools pools, Configured configured, boolean showPaths) {
        this.pools = pools;
        this.configured = configured;
        this.showPaths = showPaths;
    }

    /** All pools. */
    @ReadOperation
    public ThreadpoolsDescriptor threadpools() {
        return ThreadpoolsDescriptor.of(pools.snapshot(), configured, showPaths);
    }

    /**
     * The same with the pools of one name only.
     *
     * @param name a user API, an internal API or a prefix
     * @return {@code null}, which becomes 404, if no loaded library has that name
     */
    @ReadOperation
    public @Nullable ThreadpoolsDescriptor threadpool(@Selector String name) {
        return threadpools().narrowedTo(name);
    }
}
