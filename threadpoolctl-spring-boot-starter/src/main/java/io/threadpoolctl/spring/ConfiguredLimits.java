package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code application.yml} asks for, ready for use; inject it to use a profile in code. */
public final class ConfiguredLimits {

    /** What holds without any configuration. */
    static final ConfiguredLimits NONE = new ConfiguredLimits(Limits.all(1), Limits.none(), Map.of());

    private final Limits defaults;
    private final Limits process;
    private final Map<String, Limits> profiles;

    ConfiguredLimits(Limits defaults, Limits process, Map<String, Limits> profiles) {
        this.defaults = defaults;
        this.process = process;
        this.profiles = Collections.unmodifiableMap(new TreeMap<>(profiles));
    }

    /** What {@link ThreadpoolLimits} without attributes means: {@code threadpoolctl.defaults.*}, or 1 in every pool. */
    public Limits defaults() {
        return defaults;
    }

    /** What libraries have outside every scope: {@code threadpoolctl.process.*} and {@code threadpoolctl.libraries.*}. */
    public Limits process() {
        return process;
    }

    /** {@code threadpoolctl.profiles.*} by name. */
    public Map<String, Limits> profiles() {
        return profiles;
    }

    /** For people: {@code defaults (all=1), process (none), profiles inference (blas=1), training (blas=share)}. */
    @Override
    public String toString() {
        String byName = profiles.entrySet().stream()
                .map(profile -> profile.getKey() + " (" + profile.getValue() + ")")
                .collect(Collectors.joining(", "));
        return "defaults (" + defaults + "), process (" + process + "), profiles "
                + (byName.isEmpty() ? "none" : byName);
    }
}
