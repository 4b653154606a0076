package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.Environment;

/** Reads limits from the maps of {@link ThreadpoolctlProperties}, and says what is wrong with them. */
final class LimitProperties {

    private final Threadpools pools;
    private final WrittenProperties written;
    private final Consumer<ConfigurationProperty> ignored;

    /** @param ignored told of environment variables that mean nothing to us, and probably something to others */
    LimitProperties(Threadpools pools, Environment environment, Consumer<ConfigurationProperty> ignored) {
        this.pools = pools;
        this.written = new WrittenProperties(environment);
        this.ignored = ignored;
    }

    ConfiguredLimits read(ThreadpoolctlProperties properties) {
        Map<String, Limits> profiles = new TreeMap<>();
        properties.profiles().forEach((name, profile) -> {
            Limits limits = anywhere("profiles." + name, profile);
            if (!limits.isNone()) {
                profiles.put(name, limits);
            }
        });
        Limits defaults = anywhere("defaults", properties.defaults());
        pool(properties.pool());
        return new ConfiguredLimits(
                defaults.isNone() ? ConfiguredLimits.NONE.defaults() : defaults, process(properties), profiles);
    }

    Limits process(ThreadpoolctlProperties properties) {
        return read("process", properties.process(), false).and(read("libraries", properties.libraries(), false));
    }

    Limits pool(ThreadpoolctlProperties.Pool pool) {
        return anywhere("pool.limits", pool.limits());
    }

    private Limits anywhere(String group, Map<String, String> texts) {
        return read(group, texts, true);
    }

    private Limits read(String group, Map<String, String> texts, boolean share) {
        Limits limits = Limits.none();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            String path = ThreadpoolctlProperties.PREFIX + "." + group + "." + entry.getKey();
            limits = limits.and(limit(path, entry.getKey(), entry.getValue(), share));
        }
        return limits;
    }

    private Limits limit(String path, String key, String text, boolean share) {
        String name = asKnown(key);
        String unknown = unknown(name);
        ConfigurationProperty property = unknown == null ? null : written.find(path);
        if (property != null && WrittenProperties.isVariable(property)) {
            ignored.accept(property);
            return Limits.none();
        }
        int threads = threads(path, text, share);
        if (unknown != null) {
            throw new InvalidLimitException(
                    "The property " + path + " with the value \"" + text + "\" has an unknown key.",
                    unknown + " \"" + LimitText.EVERY_POOL + "\" stands for every pool.",
                    path);
        }
        return LimitText.limits(name, threads);
    }

    private static int threads(String path, String text, boolean share) {
        OptionalInt threads = LimitText.threads(text);
        if (threads.isEmpty() || (!share && threads.getAsInt() == ThreadpoolLimits.SHARE)) {
            throw new InvalidLimitException(
                    "The value \"" + text + "\" of " + path + " is not possible.",
                    "Give a whole number of threads from 1 on"
                            + (share
                                    ? ", \"auto\" or \"share\"."
                                    : ", or \"auto\" for as many as the JVM has processors."),
                    path);
        }
        return threads.getAsInt();
    }

    private @Nullable String unknown(String name) {
        try {
            pools.check(LimitText.limits(name, 1));
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Binding takes {@code _} and the like out of keys that are not in brackets: {@code libmkl_rt} is {@code libmklrt}. */
    private String asKnown(String key) {
        return pools.names().stream()
                .filter(name ->
                        !name.equals(key) && name.replaceAll("[^a-z0-9.-]", "").equals(key))
                .filter(name -> !pools.names().contains(key))
                .findFirst()
                .orElse(key);
    }
}
