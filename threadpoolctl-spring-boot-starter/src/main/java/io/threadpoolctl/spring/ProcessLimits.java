package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.convert.DurationStyle;

/** Asks for what the application's configuration says about the whole process, for as long as its context lives. */
final class ProcessLimits implements InitializingBean {

    private static final Set<String> NEVER = Set.of("off", "false"); // YAML reads off as false

    private final Threadpools pools;
    private final Limits limits;
    private final ThreadpoolctlProperties properties;
    private final ContextRequests requests;

    /** @param limits {@code null} if a mock stands for what is configured */
    ProcessLimits(
            Threadpools pools, @Nullable Limits limits, ThreadpoolctlProperties properties, ContextRequests requests) {
        this.pools = pools;
        this.limits = Objects.requireNonNullElse(limits, Limits.none());
        this.properties = properties;
        this.requests = requests;
    }

    @Override
    public void afterPropertiesSet() {
        if (!properties.enabled()) {
            return;
        }
        Duration period = period(properties.watch());
        Integer processors = processors(properties.processors());
        int pins = properties.virtualThreadsPins();
        if (pins < 0) {
            throw invalid("virtual-threads-pins", Integer.toString(pins), "Give 0 or more.");
        }
        requests.keep(pools.boundPins(pins));
        if (processors != null) {
            requests.keep(pools.setProcessors(processors));
        }
        requests.limitProcess(pools, limits);
        if (period != null) {
            watch(period);
        }
    }

    private void watch(Duration period) {
        try {
            requests.keep(pools.watch(period));
        } catch (OutOfMemoryError noThread) {
            // The service runs as well without; what the watcher does is then done at the next entry.
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
        if (text.trim().equalsIgnoreCase("auto")) {
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
