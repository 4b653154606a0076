package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over what the configuration says now, as a whole or not at all. Throws nothing. */
final class ConfigurationUpdate {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationUpdate.class);

    private final Threadpools pools;
    private final ConfigurationReading reading;
    private final CurrentProperties current;
    private final ConfiguredLimits configured;
    private final ReadyPools ready;
    private final ProcessLimits process;
    private final LimitedMethods methods;
    private final AnnotatedBeans annotated;

    ConfigurationUpdate(
            Threadpools pools,
            ConfigurationReading reading,
            CurrentProperties current,
            ConfiguredLimits configured,
            ReadyPools ready,
            ProcessLimits process,
            LimitedMethods methods,
            AnnotatedBeans annotated) {
        this.pools = pools;
        this.reading = reading;
        this.current = current;
        this.configured = configured;
        this.ready = ready;
        this.process = process;
        this.methods = methods;
        this.annotated = annotated;
    }

    synchronized void run() {
        try {
            ThreadpoolctlProperties changed = reading.properties();
            if (changed.enabled()) {
                takeOver(changed);
            } else {
                switchOff(changed);
            }
            configured.refused(null);
        } catch (RuntimeException | LinkageError e) {
            String why = reading.wordsFor(e);
            configured.refused(why);
            LOG.warn("The changed configuration is refused, and what held before holds on. {}", why);
        }
    }

    private void switchOff(ThreadpoolctlProperties changed) {
        boolean wasOn = current.enabled();
        current.set(changed);
        configured.enabled(false);
        process.lift();
        if (wasOn) {
            LOG.info("threadpoolctl.enabled is false now: nothing is limited any more.");
        }
    }

    private void takeOver(ThreadpoolctlProperties changed) {
        boolean wasOff = !current.enabled();
        try {
            if (wasOff) {
                ready.open(pools, changed);
            }
            takeOver(changed, wasOff);
        } catch (RuntimeException | Error e) {
            if (wasOff) {
                process.lift();
            }
            throw e;
        }
    }

    private void takeOver(ThreadpoolctlProperties changed, boolean wasOff) {
        ConfiguredLimits limits = reading.limits(changed);
        ProcessLimits.check(changed);
        boolean own = reading.hasOwnLimits();
        LimitedMethods reread = methods.reread(reading.annotations(own ? limits : configured));
        if (wasOff) {
            annotated.check(reread);
        }
        process.apply(limits.process(), changed);
        // From here on nothing can fail.
        ready.follow(pools, changed);
        boolean different = wasOff || !limits.sameAs(configured);
        if (own) {
            configured.takeOver(limits);
        }
        methods.takeOver(reread);
        configured.enabled(true);
        current.set(changed);
        if (different) {
            LOG.info("The changed configuration holds: {}.", limits);
        }
    }
}
