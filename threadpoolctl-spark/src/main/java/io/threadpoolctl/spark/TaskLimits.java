package io.threadpoolctl.spark;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a task is limited to. */
final class TaskLimits {

    /** To each name a number or one of the words. */
    private final Map<String, String> amounts;

    /** Those that are not exempt. */
    private final Threadpools pools;

    private TaskLimits(Map<String, String> amounts) {
        this.amounts = amounts;
        Threadpools all = Threadpools.ofProcess();
        this.pools = exempts() ? all.select(library -> !isExempt(library)) : all;
    }

    /**
     * Reads them; where {@code all} is not named, every pool has as many threads as the task has cores.
     *
     * @throws IllegalArgumentException if something is not possible
     */
    static TaskLimits read(Map<String, String> texts) {
        Map<String, String> amounts = new TreeMap<>(Map.of(Limits.EVERY, LimitTexts.CPUS));
        amounts.putAll(LimitTexts.ofTask(texts));
        return new TaskLimits(amounts);
    }

    /** Opens a scope for a task on its thread. */
    LimitScope open(int cpus) {
        return pools.limit(LimitTexts.limits(amounts, cpus));
    }

    /** Whether there are libraries that a task may use as it likes. */
    boolean exempts() {
        return amounts.containsValue(LimitTexts.NONE);
    }

    /** Whether of the names that meet a library the strongest says {@code none}. */
    private boolean isExempt(LibraryInfo library) {
        return Stream.of(
                        library.filepath(),
                        library.prefix(),
                        library.internalApi(),
                        library.userApi().name(),
                        Limits.EVERY)
                .filter(amounts::containsKey)
                .findFirst()
                .map(amounts::get)
                .filter(LimitTexts.NONE::equals)
                .isPresent();
    }

    @Override
    public String toString() {
        return amounts.entrySet().stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
