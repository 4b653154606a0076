package io.threadpoolctl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a caller asks for: at most so many threads in these libraries. An immutable value; keep it and use it again.
 *
 * <p>A key names libraries by file path, by prefix ({@code libopenblas}), by internal API ({@code openblas}) or by user API
 * ({@code blas}); where several keys meet one library, the one named first in this sentence counts. A library that no key
 * meets is left as it is.
 */
public final class Limits {

    /** The key that stands for every library, weaker than any other key: {@value}. */
    public static final String EVERY = "all";

    private static final Limits NONE = new Limits(Map.of(), false);
    private static final Limits SEQUENTIAL_BLAS = new Limits(Map.of(), true);

    private final Map<String, Amount> amounts;
    private final boolean sequentialBlasUnderOpenmp;
    private final int hash;

    private Limits(Map<String, Amount> amounts, boolean sequentialBlasUnderOpenmp) {
        this.amounts = amounts;
        this.sequentialBlasUnderOpenmp = sequentialBlasUnderOpenmp;
        this.hash = Objects.hash(amounts, sequentialBlasUnderOpenmp);
    }

    /**
     * At most {@code threads} in every library.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public static Limits all(int threads) {
        return single(EVERY, Amount.of("every pool", threads));
    }

    /**
     * At most {@code threads} in BLAS.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public static Limits blas(int threads) {
        return of("blas", threads);
    }

    /**
     * At most {@code threads} in regions of the OpenMP runtimes. A BLAS whose threads are OpenMP's is limited by this too.
     *
     * @throws IllegalArgumentException if {@code threads} is below 1
     */
    public static Limits openmp(int threads) {
        return of("openmp", threads);
    }

    /**
     * At most {@code threads} in the libraries of one key.
     *
     * @param key file path, prefix, internal API, user API, or {@value #EVERY}; whether it is known is checked when the limits are used
     * @throws IllegalArgumentException if the key is empty or {@code threads} is below 1
     */
    public static Limits of(String key, int threads) {
        return single(checked(key), Amount.of(key, threads));
    }

    /**
     * For each key at most so many threads.
     *
     * @throws IllegalArgumentException if a key is empty or a number is below 1
     */
    public static Limits of(Map<String, Integer> threads) {
        Objects.requireNonNull(threads, "threads");
        Map<String, Amount> amounts = new LinkedHashMap<>();
        threads.forEach((key, number) -> amounts.put(checked(key), Amount.of(key, number)));
        return of(amounts, false);
    }

    /**
     * The values that libraries had: each library, by its path, at most as many threads as its {@code numThreads}. Libraries
     * without a number are left out.
     */
    public static Limits from(List<LibraryInfo> libraries) {
        Objects.requireNonNull(libraries, "libraries");
        Map<String, Amount> amounts = new LinkedHashMap<>();
        for (LibraryInfo library : libraries) {
            Integer threads = library.numThreads();
            if (threads != null) {
                amounts.put(library.filepath(), Amount.of(library.filepath(), threads));
            }
        }
        return of(amounts, false);
    }

    /**
     * A fair part of the machine: the available processors divided by the owners that have an open share of the same
     * library, at least 1, recomputed as they come and go. For a library whose reach is the thread, the part is taken on
     * entry and kept.
     *
     * @param keys the libraries; none for every library
     */
    public static Limits share(String... keys) {
        return each(keys, Amount.SHARE);
    }

    /**
     * As many threads as the JVM has {@linkplain Runtime#availableProcessors() processors}: the container's quota, not the
     * machine.
     *
     * @param keys the libraries; none for every library
     */
    public static Limits auto(String... keys) {
        return each(keys, Amount.AUTO);
    }

    /** No limit at all. */
    public static Limits none() {
        return NONE;
    }

    /**
     * One thread in BLAS, for code that calls BLAS from its own OpenMP regions. Where an OpenBLAS with OpenMP threads is
     * loaded this limits nothing, since such a BLAS does by itself what is wanted here.
     */
    public static Limits sequentialBlasUnderOpenmp() {
        return SEQUENTIAL_BLAS;
    }

    /** Both limits; where both have the same key, the other one's number. */
    public Limits and(Limits other) {
        Objects.requireNonNull(other, "other");
        Map<String, Amount> merged = new LinkedHashMap<>(amounts);
        merged.putAll(other.amounts);
        return of(merged, sequentialBlasUnderOpenmp || other.sequentialBlasUnderOpenmp);
    }

    /** Whether nothing is asked for. */
    public boolean isNone() {
        return equals(NONE);
    }

    /**
     * What is asked for, for display: to each key a number, {@code "share"} or {@code "auto"}; {@code "all"} is every
     * library.
     */
    public Map<String, Object> asMap() {
        Map<String, Object> map = new TreeMap<>();
        amounts.forEach((key, amount) -> map.put(key, amount.asObject()));
        return map;
    }

    /** What is asked for: to each key an amount; {@value #EVERY} is every library. Does not change. */
    public Map<String, Amount> amounts() {
        return amounts;
    }

    /** Whether {@link #sequentialBlasUnderOpenmp} is a part of it. */
    public boolean isSequentialBlasUnderOpenmp() {
        return sequentialBlasUnderOpenmp;
    }

    private static Limits each(String[] keys, Amount amount) {
        if (Objects.requireNonNull(keys, "keys").length == 0) {
            return single(EVERY, amount);
        }
        Map<String, Amount> amounts = new LinkedHashMap<>();
        for (String key : keys) {
            amounts.put(checked(key), amount);
        }
        return of(amounts, false);
    }

    private static Limits single(String key, Amount amount) {
        return of(Map.of(key, amount), false);
    }

    private static Limits of(Map<String, Amount> amounts, boolean sequentialBlasUnderOpenmp) {
        return new Limits(Map.copyOf(amounts), sequentialBlasUnderOpenmp);
    }

    private static String checked(String key) {
        Objects.requireNonNull(key, "key");
        if (key.isBlank()) {
            throw new IllegalArgumentException(
                    "A limit needs the name of what it limits, such as \"blas\", \"openmp\" or \"libopenblas\"; the name"
                            + " given is empty.");
        }
        return key;
    }

    @Override
    public boolean equals(Object other) {
        if (other == this) {
            return true;
        }
        return other instanceof Limits that
                && that.hash == hash
                && that.sequentialBlasUnderOpenmp == sequentialBlasUnderOpenmp
                && that.amounts.equals(amounts);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** For people: {@code blas=1, openmp=share}. */
    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        amounts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> words.add(entry.getKey() + "=" + entry.getValue()));
        if (sequentialBlasUnderOpenmp) {
            words.add("sequential BLAS under OpenMP");
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
