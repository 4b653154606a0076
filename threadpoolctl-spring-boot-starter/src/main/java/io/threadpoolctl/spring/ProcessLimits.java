package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Registration;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/** Asks for what the application's configuration says about the whole process, for as long as its context lives. */
final class ProcessLimits implements InitializingBean, ApplicationListener<ContextRefreshedEvent> {

    private static final Set<String> NEVER = Set.of("off", "false"); // YAML reads off as false

    private static final String ALL = "auto";

    private final Threadpools pools;
    private final Limits atStartup;
    private final ThreadpoolctlProperties properties;
    private final ContextRequests requests;
    private volatile boolean asked;

    /** As applied; {@code null} before, so that the first time counts although {@link EarlyProcessLimits} was there. */
    private @Nullable String processors;

    /** @param atStartup {@code null} if a mock stands for what is configured */
    ProcessLimits(
            Threadpools pools,
            @Nullable Limits atStartup,
            ThreadpoolctlProperties properties,
            ContextRequests requests) {
        this.pools = pools;
        this.atStartup = Objects.requireNonNullElse(atStartup, Limits.none());
        this.properties = properties;
        this.requests = requests;
    }

    @Override
    public void afterPropertiesSet() {
        if (properties.enabled()) {
            check(properties);
            apply(atStartup, properties);
        }
    }

    /**
     * Checks what {@link #apply} would use.
     *
     * @throws InvalidLimitException if something is not possible
     */
    static void check(ThreadpoolctlProperties properties) {
        period(properties.watch());
        processors(properties.processors());
        if (properties.virtualThreadsPins() < 0) {
            throw invalid("virtual-threads-pins", Integer.toString(properties.virtualThreadsPins()), "Give 0 or more.");
        }
    }

    /** Puts these in place of those before. If the limits cannot be set this throws, and those before hold on. */
    void apply(Limits limits, ThreadpoolctlProperties changed) {
        asked |= !limits.isNone();
        String before = processors;
        divide(changed.processors());
        try {
            requests.limitProcess(pools, limits, !changed.processors().equals(before));
        } catch (RuntimeException | Error e) {
            divide(before);
            throw e;
        }
        requests.keep(IdleThreads.KEY, IdleThreads.sleep(changed) ? pools.letIdleThreadsSleep() : null);
        int pins = changed.virtualThreadsPins();
        requests.keep("pins", pins == Integer.MAX_VALUE ? null : pools.boundPins(pins));
        watch(period(changed.watch()));
    }

    private void divide(@Nullable String text) {
        Integer number = text == null ? null : processors(text);
        requests.keep("processors", number == null ? null : pools.setProcessors(number));
        processors = text;
    }

    /** Lifts everything, for now. */
    void lift() {
        requests.lift();
        processors = null;
    }

    /** Also told of the children of this context, which changes nothing. */
    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (requests.isAnythingDue()) {
            Aside.run(requests::begin);
        } else {
            requests.begin();
        }
    }

    /** For the beginning of what threads of Spring do: costs nothing where the process was never limited. */
    void limitThread() {
        if (asked) {
            pools.limitThread();
        }
    }

    private void watch(@Nullable Duration period) {
        requests.keepFromBeginning("watch", () -> period == null ? null : watched(period));
    }

    private @Nullable Registration watched(Duration period) {
        try {
            return pools.watch(period);
        } catch (OutOfMemoryError noThread) {
            return null; // The service runs as well without; what the watcher does is then done at the next entry.
        }
    }

    private static @Nullable Duration period(String text) {
        if (NEVER.contains(text.trim().toLowerCase(Locale.ROOT))) {
            return null;
        }
        try {
            Duration period = DurationStyle.detectAndParse(text.trim());
            if (period.toMillis() >= 1) {
                return period;
            }
        } catch (IllegalArgumentException | ArithmeticException saidBelow) {
            // falls through
        }
        throw invalid("watch", text, "Give a time of a millisecond or more, such as 250ms, or off.");
    }

    private static @Nullable Integer processors(String text) {
        if (text.trim().equalsIgnoreCase(ALL)) {
            return null;
        }
        try {
            int number = Integer.parseInt(text.trim());
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException saidBelow) {
            // falls through
        }
        throw invalid("processors", text, "Give 1 or more, or auto.");
    }

    private static InvalidLimitException invalid(String name, String value, String action) {
        String property = ThreadpoolctlProperties.PREFIX + "." + name;
        return new InvalidLimitException(property + " is \"" + value + "\".", action, property);
    }
}
