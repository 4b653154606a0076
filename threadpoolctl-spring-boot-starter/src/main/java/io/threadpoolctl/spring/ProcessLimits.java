package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Keeps the limits of the whole process in force as long as the application context lives. */
final class ProcessLimits implements InitializingBean, DisposableBean {

    private final Threadpools pools;
    private final Limits limits;

    ProcessLimits(Threadpools pools, Limits limits) {
        this.pools = pools;
        this.limits = limits;
    }

    @Override
    public void afterPropertiesSet() {
        if (!limits.isNone()) {
            pools.limitProcess(limits);
        }
    }

    @Override
    public void destroy() {
        if (!limits.isNone()) {
            pools.limitProcess(Limits.none());
        }
    }
}
