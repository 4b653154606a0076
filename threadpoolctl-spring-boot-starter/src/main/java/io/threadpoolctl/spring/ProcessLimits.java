package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/** Keeps the limits of the whole process in force as long as the application context lives. */
final class ProcessLimits implements InitializingBean, DisposableBean {

    private final Threadpools pools;
    private final Limits limits;
    private @Nullable LimitScope inForce;

    ProcessLimits(Threadpools pools, Limits limits) {
        this.pools = pools;
        this.limits = limits;
    }

    @Override
    public void afterPropertiesSet() {
        if (!limits.isNone()) {
            inForce = pools.limitProcess(limits, "threadpoolctl.process");
            EarlyProcessLimits.takeBack();
        }
    }

    @Override
    public void destroy() {
        if (inForce != null) {
            inForce.close();
        }
    }
}
