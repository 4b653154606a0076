package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.util.OptionalInt;

/** Turns what people write, a number or one of two words, into limits. */
final class LimitText {

    /** The key that stands for every pool. */
    static final String EVERY_POOL = "all";

    private LimitText() {}

    /** A number of threads, or the mark for one of the words; empty if the text is neither. */
    static OptionalInt threads(String text) {
        String trimmed = text.trim();
        if (trimmed.equalsIgnoreCase("share")) {
            return OptionalInt.of(ThreadpoolLimits.SHARE);
        }
        if (trimmed.equalsIgnoreCase("auto")) {
            return OptionalInt.of(ThreadpoolLimits.AUTO);
        }
        try {
            int number = Integer.parseInt(trimmed);
            return number < 1 ? OptionalInt.empty() : OptionalInt.of(number);
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }

    /** @param threads at least 1, or one of the marks of the annotation */
    static Limits limits(String key, int threads) {
        boolean all = key.equals(EVERY_POOL);
        return switch (threads) {
            case ThreadpoolLimits.SHARE -> all ? Limits.share() : Limits.share(key);
            case ThreadpoolLimits.AUTO -> all ? Limits.auto() : Limits.auto(key);
            default -> all ? Limits.all(threads) : Limits.of(key, threads);
        };
    }
}
