package io.threadpoolctl.spring;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Holds the limits of methods whose results come later, until these have ended: from the moment at which the method returns a
 * stage, and from each subscription to a publisher.
 */
final class Holds implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);

    private final Threadpools pools;
    private final Duration atMost;
    private final boolean failFast;
    private final HoldTimers timers;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Holds(Threadpools pools, Duration atMost, boolean failFast) {
        if (atMost.isZero() || atMost.isNegative()) {
            String property = ThreadpoolctlProperties.PREFIX + ".aspect.hold-at-most";
            throw new InvalidLimitException(
                    property + " is \"" + atMost + "\".", "Give a time above zero, such as 1m.", property);
        }
        this.pools = pools;
        this.atMost = atMost;
        this.failFast = failFast;
        this.timers = new HoldTimers(atMost);
    }

    /**
     * Holds the limits of a method until its result has ended. To be called while the method is still limited.
     *
     * @return the result that the method is to return instead
     */
    @Nullable
    Object until(@Nullable Object result, LimitedMethod limited) {
        if (result instanceof CompletionStage<?> stage) {
            untilCompleted(stage, limited);
            return result;
        }
        return result == null || !HoldableTypes.REACTOR
                ? result
                : ReactorHolds.until(result, pools.capture(), () -> open(limited, ReactorHolds.reachesThreads()));
    }

    private void untilCompleted(CompletionStage<?> stage, LimitedMethod limited) {
        if (stage instanceof Future<?> future && future.isDone()) {
            return;
        }
        Hold hold = open(limited, false);
        try {
            stage.whenComplete((value, failure) -> hold.end());
        } catch (RuntimeException notToBeWaitedFor) {
            hold.end();
        }
    }

    private Hold open(LimitedMethod limited, boolean threadsAreReached) {
        try {
            LimitScope scope = pools.hold(limited.limits(), limited.name());
            if (scope == null) {
                return Hold.OF_NOTHING; // a mock
            }
            Hold hold = new Hold(scope);
            timers.end(hold, () -> tellOfTime(limited));
            if (!threadsAreReached) {
                tellOfThreads(limited);
            }
            return hold;
        } catch (RuntimeException | LinkageError e) {
            if (failFast) {
                throw e;
            }
            if (told.add(limited.name() + " failed")) {
                LOG.warn("The limits {} of {} could not be held for its results.", limited.limits(), limited.name(), e);
            }
            return Hold.OF_NOTHING;
        }
    }

    private void tellOfTime(LimitedMethod limited) {
        if (told.add(limited.name() + " takes long")) {
            LOG.warn(
                    "The limits {} of {} were given back after {}, although its result has not ended; that is as long as"
                            + " threadpoolctl.aspect.hold-at-most allows.",
                    limited.limits(),
                    limited.name(),
                    atMost);
        }
    }

    private void tellOfThreads(LimitedMethod limited) {
        String key = limited.name() + " does not reach threads";
        if (!told.contains(key) && pools.reachesThreads(limited.limits()) && told.add(key)) {
            LOG.warn(
                    "The limits {} of {} are held until its result ends, except for libraries with a number for each thread"
                            + " (OpenMP runtimes, MKL, BLIS): these have them only until the method returns. {}",
                    limited.limits(),
                    limited.name(),
                    CompletionStage.class.isAssignableFrom(limited.method().getReturnType())
                            ? "Hand the work over with Threadpools.capture().wrap(...), or annotate the method that"
                                    + " computes."
                            : "Have Reactor carry them: io.micrometer:context-propagation on the class path, and"
                                    + " spring.reactor.context-propagation=auto.");
        }
    }

    @Override
    public void destroy() {
        timers.close();
    }
}
