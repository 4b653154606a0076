package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@code application.yml} asks for, ready for use; inject it to use a profile in code. Where the configuration changes
 * while the application runs, it answers what holds now.
 */
public final class ConfiguredLimits {

    private static final Limits BARE = Limits.all(1);

    /** {@code null} until somebody asks. */
    private volatile @Nullable Values values;

    private final Supplier<ConfiguredLimits> read;
    private volatile boolean enabled = true;
    private volatile @Nullable String refusal;

    ConfiguredLimits(Limits defaults, Limits process, Map<String, Limits> profiles) {
        this.values = new Values(defaults, process, Collections.unmodifiableMap(new TreeMap<>(profiles)));
        this.read = ConfiguredLimits::none;
    }

    private ConfiguredLimits(Supplier<ConfiguredLimits> read) {
        this.read = read;
    }

    /** What is read once somebody asks for it: where nothing is limited, hardly ever. */
    static ConfiguredLimits later(Supplier<ConfiguredLimits> read) {
        return new ConfiguredLimits(read);
    }

    private Values values() {
        Values known = values;
        return known != null ? known : readNow();
    }

    private synchronized Values readNow() {
        Values known = values;
        if (known == null) {
            known = read.get().values();
            values = known;
        }
        return known;
    }

    /** What holds without any configuration. */
    static ConfiguredLimits none() {
        return new ConfiguredLimits(BARE, Limits.none(), Map.of());
    }

    /** @param configured what an annotation without attributes is configured to mean, {@code null} from a mock */
    static Limits orBare(@Nullable Limits configured) {
        return configured == null || configured.isNone() ? BARE : configured;
    }

    /** What {@link ThreadpoolLimits} without attributes means: {@code threadpoolctl.defaults.*}, or 1 in every pool. */
    public Limits defaults() {
        return values().defaults;
    }

    /** What libraries have outside every scope: {@code threadpoolctl.process.*} and {@code threadpoolctl.libraries.*}. */
    public Limits process() {
        return values().process;
    }

    /** {@code threadpoolctl.profiles.*} by name. */
    public Map<String, Limits> profiles() {
        return values().profiles;
    }

    /** Whether any of this has an effect now: {@code threadpoolctl.enabled}. */
    public boolean isEnabled() {
        return enabled;
    }

    /**
     * Why the last change of the configuration was refused, in the words in which it would be refused at startup; empty if it
     * was taken over, or there was none. What held before a refused change holds on.
     */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    synchronized void takeOver(ConfiguredLimits changed) {
        values = changed.values();
    }

    ConfiguredLimits enabled(boolean nowEnabled) {
        enabled = nowEnabled;
        return this;
    }

    void refused(@Nullable String why) {
        refusal = why;
    }

    boolean sameAs(ConfiguredLimits other) {
        return values().equals(other.values());
    }

    /** For people: {@code defaults (all=1), process (none), profiles inference (blas=1), training (blas=share)}. */
    @Override
    public String toString() {
        Values now = values();
        String byName = now.profiles.entrySet().stream()
                .map(profile -> profile.getKey() + " (" + profile.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "defaults (" + now.defaults + "), process (" + now.process + "), profiles "
                + (byName.isEmpty() ? "none" : byName);
    }

    private record Values(Limits defaults, Limits process, Map<String, Limits> profiles) {}
}
