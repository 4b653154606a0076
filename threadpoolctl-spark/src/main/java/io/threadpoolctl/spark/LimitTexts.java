package io.threadpoolctl.spark;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads limits as people write them: a key for each name, or several names in one text, such as {@code blas=1,openmp=2}. */
final class LimitTexts {

    static final String CPUS = "cpus";
    static final String SHARE = "share";
    static final String AUTO = "auto";
    static final String NONE = "none";

    private static final Set<String> OF_A_TASK = Set.of(CPUS, SHARE, AUTO, NONE);
    private static final Set<String> OF_A_PROCESS = Set.of(AUTO, NONE);

    private LimitTexts() {}

    /**
     * What a task is limited to.
     *
     * @param texts to each key, {@code GROUP} or {@code GROUP.NAME}, what was written
     * @return to each name a number or one of the words
     * @throws IllegalArgumentException if something is not possible
     */
    static Map<String, String> ofTask(Map<String, String> texts) {
        return amounts(
                texts,
                OF_A_TASK,
                "a whole number of threads from 1 on, \"cpus\" for as many as the task has cores, \"share\", \"auto\" or"
                        + " \"none\"");
    }

    /** What a process is limited to; otherwise as {@link #ofTask}. */
    static Limits ofProcess(Map<String, String> texts) {
        Map<String, String> amounts = amounts(
                texts,
                OF_A_PROCESS,
                "a whole number of threads from 1 on, \"auto\" for as many as the executor has cores, or \"none\"");
        amounts.values().removeIf(NONE::equals);
        return limits(amounts, 1);
    }

    /** @param cpus what {@code cpus} stands for */
    static Limits limits(Map<String, String> amounts, int cpus) {
        Limits limits = Limits.none();
        for (Map.Entry<String, String> each : amounts.entrySet()) {
            limits = limits.and(limits(each.getKey(), each.getValue(), cpus));
        }
        return limits;
    }

    private static Limits limits(String name, String amount, int cpus) {
        return switch (amount) {
            case NONE -> Limits.none();
            case SHARE -> name.equals(Limits.EVERY) ? Limits.share() : Limits.share(name);
            case AUTO -> name.equals(Limits.EVERY) ? Limits.auto() : Limits.auto(name);
            case CPUS -> Limits.of(name, cpus);
            default -> Limits.of(name, Integer.parseInt(amount));
        };
    }

    private static Map<String, String> amounts(Map<String, String> texts, Set<String> words, String allowed) {
        Map<String, String> amounts = new LinkedHashMap<>();
        texts.forEach((key, text) -> {
            int group = Settings.PREFIX.length();
            int dot = key.indexOf('.', group);
            if (dot >= 0) {
                put(amounts, key, key.substring(dot + 1), text, words, allowed);
                return;
            }
            for (String part : text.split(",", -1)) {
                int sign = part.lastIndexOf('=');
                String name = sign < 0 ? Limits.EVERY : part.substring(0, sign).trim();
                put(amounts, key, name, part.substring(sign + 1), words, allowed);
            }
        });
        return amounts;
    }

    private static void put(
            Map<String, String> amounts, String key, String name, String text, Set<String> words, String allowed) {
        String amount = text.trim();
        if (!words.contains(amount) && !isNumber(amount)) {
            throw new IllegalArgumentException(
                    key + " is \"" + text + "\", which is not possible. Give " + allowed + ".");
        }
        try {
            Threadpools.ofProcess().check(Limits.of(name, 1));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    key + " has an unknown name. " + e.getMessage() + " \"all\" stands for every pool.", e);
        }
        amounts.put(name, amount);
    }

    private static boolean isNumber(String text) {
        try {
            return Integer.parseInt(text) >= 1;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }
}
