package io.threadpoolctl.actuate.measured;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured at all readings together, in nanoseconds, so that it never becomes less. */
final class Totals {

    private final Map<Measure, Long> nanos = new EnumMap<>(Measure.class);

    /** @param more {@code null} if the system does not tell, or did not at the reading before */
    void add(Measure measure, @Nullable Long more) {
        if (more != null) {
            nanos.merge(measure, more, Long::sum);
        }
    }

    /** Not a number as long as nothing was told. */
    double seconds(Measure measure) {
        Long sum = nanos.get(measure);
        return sum == null ? Double.NaN : sum / 1e9;
    }
}
