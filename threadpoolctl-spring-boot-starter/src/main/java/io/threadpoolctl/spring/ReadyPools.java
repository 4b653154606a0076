package io.threadpoolctl.spring;

import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the pools of the process ready for what a context's beans and properties say about them. */
final class ReadyPools {

    private static final String FAMILIES = "families";
    private static final String POLICY = "policy";

    private final ObjectProvider<LibraryFamily> families;
    private final ContextRequests requests;

    ReadyPools(ObjectProvider<LibraryFamily> families, ContextRequests requests) {
        this.families = families;
        this.requests = requests;
    }

    /** To be called when the switch is turned on, at startup or later. */
    void open(Threadpools pools, ThreadpoolctlProperties properties) {
        List<Registration> registered = new ArrayList<>();
        requests.keep(FAMILIES, () -> registered.forEach(Registration::close));
        families.orderedStream().map(pools::register).filter(Objects::nonNull).forEach(registered::add);
        follow(pools, properties);
        if (properties.failFast() && pools.problem().isPresent()) {
            throw new NoNativeAccessException(pools.problem().get());
        }
    }

    void follow(Threadpools pools, ThreadpoolctlProperties properties) {
        VirtualThreadPolicy policy = properties.virtualThreads();
        if (policy == VirtualThreadPolicy.PIN) { // as it is where nobody asks: only against others it has to be said
            requests.keepFromBeginning(POLICY, () -> pools.setVirtualThreadPolicy(policy));
        } else {
            requests.keep(POLICY, pools.setVirtualThreadPolicy(policy));
        }
    }
}
