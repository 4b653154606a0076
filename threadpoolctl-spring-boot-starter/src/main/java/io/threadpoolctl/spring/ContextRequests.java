package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;

/**
 * What one application context asks of the whole process: limits outside scopes, a policy, families. Several contexts in a
 * JVM are normal, so each gives up only what it has asked for itself.
 *
 * <p>It is registered before any bean, so that it is destroyed after all of them: what they compute while they are destroyed
 * is still limited. It is destroyed as well when the start fails.
 */
final class ContextRequests implements DisposableBean {

    private static final String NAME = "threadpoolctlContextRequests";
    private static final String ORIGIN = "threadpoolctl.process";

    private final Map<String, Registration> registrations = new LinkedHashMap<>();

    /** What is to be asked for at the {@link #begin beginning}. */
    private final Map<String, Supplier<@Nullable Registration>> later = new LinkedHashMap<>();

    private boolean begun;
    private Limits limits = Limits.none();
    private @Nullable LimitScope ofTheProcess;
    private boolean over;

    private ContextRequests() {}

    /** Those of the context with these beans. */
    static ContextRequests of(ConfigurableListableBeanFactory beans) {
        if (beans.getSingleton(NAME) instanceof ContextRequests known) {
            return known;
        }
        ContextRequests requests = new ContextRequests();
        beans.registerSingleton(NAME, requests);
        if (beans instanceof DefaultSingletonBeanRegistry registry) {
            registry.registerDisposableBean(NAME, requests);
        }
        return requests;
    }

    /**
     * Limits the process outside every scope, instead of what this context has asked for before. If it throws, that holds on.
     *
     * @param anew whether it may come out otherwise although it is asked for already
     */
    synchronized void limitProcess(Threadpools pools, Limits wanted, boolean anew) {
        if (!anew && wanted.equals(limits)) {
            return;
        }
        LimitScope before = ofTheProcess;
        ofTheProcess = wanted.isNone() || over ? null : pools.limitProcess(wanted, ORIGIN);
        limits = wanted;
        if (before != null) {
            before.close();
        }
    }

    /**
     * Keeps something in force until the context is closed or it is replaced under the same name.
     *
     * @param registration {@code null} for nothing, and what a mock of the door answers
     */
    synchronized void keep(String name, @Nullable Registration registration) {
        later.remove(name);
        Registration before = registrations.remove(name);
        if (registration != null && over) {
            registration.close();
        } else if (registration != null) {
            registrations.put(name, registration);
        }
        if (before != null) {
            before.close();
        }
    }

    /**
     * The same for what makes no difference before the context is refreshed: until then it is not asked for, since to ask is
     * to load the core.
     */
    synchronized void keepFromBeginning(String name, Supplier<@Nullable Registration> request) {
        if (begun) {
            keep(name, request.get());
        } else {
            later.put(name, request);
        }
    }

    synchronized boolean isAnythingDue() {
        return !later.isEmpty();
    }

    /** To be called when the context is refreshed, by whichever thread. */
    synchronized void begin() {
        begun = true;
        Map<String, Supplier<@Nullable Registration>> due = new LinkedHashMap<>(later);
        due.forEach((name, request) -> keep(name, over ? null : request.get()));
    }

    /** Gives everything up, for now. */
    synchronized void lift() {
        later.clear();
        if (ofTheProcess != null) {
            ofTheProcess.close();
            ofTheProcess = null;
        }
        limits = Limits.none();
        List<Registration> newestFirst = new ArrayList<>(registrations.values());
        Collections.reverse(newestFirst);
        registrations.clear();
        newestFirst.forEach(Registration::close);
    }

    @Override
    public synchronized void destroy() {
        over = true;
        lift();
    }
}
