package io.threadpoolctl.benchmarks;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row of the table of {@link Report}, for what is measured without JMH. */
final class Row {

    private Row() {}

    static void print(String what, double measured, String unit, String budget, @Nullable Boolean kept) {
        print(what, measured, unit, "", budget, kept);
    }

    static void print(String what, double measured, String unit, String beside, String budget, @Nullable Boolean kept) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f %s | %s | %s | %s |%n",
                what,
                measured,
                unit,
                beside,
                budget,
                kept == null ? "" : yes(kept));
    }

    static String yes(boolean kept) {
        return kept ? "yes" : "**no**";
    }
}
