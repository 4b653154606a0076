package io.threadpoolctl.test;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Limits that somebody expects, against those that a thread's scopes ask for. */
final class Expected {

    private static final String EVERY_POOL = "all";

    private final Limits limits;

    Expected(Limits limits) {
        if (limits.isNone()) {
            throw new IllegalArgumentException("Give limits to look for, such as Limits.blas(1).");
        }
        this.limits = limits;
    }

    /**
     * What is wrong, as a part of a sentence; {@code null} if nothing is.
     *
     * @param actual what the scopes ask for, the outermost first
     */
    @Nullable
    String problemWith(List<Limits> actual) {
        if (actual.isEmpty()) {
            return "it is under no limit";
        }
        for (Map.Entry<String, Object> wanted : limits.asMap().entrySet()) {
            Object found = newest(actual, wanted.getKey());
            if (found == null) {
                return "nothing limits " + wanted.getKey() + " (the limits are " + actual + ")";
            }
            if (!isWithin(found, wanted.getValue())) {
                return wanted.getKey() + " is limited to " + found + " (the limits are " + actual + ")";
            }
        }
        return null;
    }

    /** What counts for a name: the newest scope that says something about it, and of that the strongest key. */
    private static @Nullable Object newest(List<Limits> actual, String name) {
        Set<String> keys = keysFor(name);
        for (int i = actual.size() - 1; i >= 0; i--) {
            Map<String, Object> amounts = actual.get(i).asMap();
            for (String key : keys) {
                Object amount = amounts.get(key);
                if (amount != null) {
                    return amount;
                }
            }
        }
        return null;
    }

    /** A library is limited by its prefix, product, user API or all, the strongest first. What it is, it tells once loaded. */
    private static Set<String> keysFor(String name) {
        Set<String> keys = new LinkedHashSet<>(List.of(name));
        for (LibraryInfo library : Threadpools.ofProcess().info()) {
            List<String> names = new ArrayList<>(List.of(
                    library.prefix(), library.internalApi(), library.userApi().name()));
            int at = names.indexOf(name);
            if (at >= 0) {
                keys.addAll(names.subList(at, names.size()));
            }
        }
        keys.add(EVERY_POOL);
        return keys;
    }

    private static boolean isWithin(Object found, Object wanted) {
        if (found.equals(wanted) || found.equals(1)) {
            return true;
        }
        return !wanted.equals("share") && threads(found) <= threads(wanted);
    }

    /** At most: a share of one caller is all processors. */
    private static int threads(Object amount) {
        return amount instanceof Integer number ? number : Runtime.getRuntime().availableProcessors();
    }
}
