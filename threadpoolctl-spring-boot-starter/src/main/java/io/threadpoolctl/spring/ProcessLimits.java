package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.springframework.beans.factory.InitializingBean;

/** Puts the limits of the whole process in force, for as long as the application context lives. */
final class ProcessLimits implements InitializingBean {

    private final Threadpools pools;
    private final Limits limits;
    private final ContextRequests requests;

    ProcessLimits(Threadpools pools, Limits limits, ContextRequests requests) {
        this.pools = pools;
        this.limits = limits;
        this.requests = requests;
    }

    @Override
    public void afterPropertiesSet() {
        requests.limitProcess(pools, limits);
    }
}
