package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.util.ArrayDeque;
import java.util.Deque;
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

    private final Deque<Registration> registrations = new ArrayDeque<>();
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

    /** Limits the process outside every scope, instead of what this context has asked for before. */
    synchronized void limitProcess(Threadpools pools, Limits limits) {
        LimitScope before = ofTheProcess;
        ofTheProcess = limits.isNone() || over ? null : pools.limitProcess(limits, ORIGIN);
        if (before != null) {
            before.close();
        }
    }

    /** Keeps something in force as long as the context lives. {@code null} is what a mock of the door answers. */
    synchronized void keep(@Nullable Registration registration) {
        if (registration == null) {
            return;
        }
        if (over) {
            registration.close();
        } else {
            registrations.push(registration);
        }
    }

    @Override
    public synchronized void destroy() {
        over = true;
        if (ofTheProcess != null) {
            ofTheProcess.close();
            ofTheProcess = null;
        }
        while (!registrations.isEmpty()) {
            registrations.pop().close();
        }
    }
}
