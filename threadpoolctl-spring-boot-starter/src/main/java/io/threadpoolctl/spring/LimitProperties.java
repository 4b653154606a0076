package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.Environment;

/** Reads limits from the maps of {@link ThreadpoolctlProperties}, and says what is wrong with them. */
final class LimitProperties {

    private final PoolNames names;
    private final WrittenProperties written;
    private final Consumer<ConfigurationProperty> ignored;

    /** @param ignored told of environment variables that mean nothing to us, and probably something to others */
    LimitProperties(Threadpools pools, Environment environment, Consumer<ConfigurationProperty> ignored) {
        this.names = new PoolNames(pools);
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
        return new ConfiguredLimits(ConfiguredLimits.orBare(defaults), process(properties), profiles);
    }

    Limits process(ThreadpoolctlProperties properties) {
        IdleThreads.check(properties);
        Map<String, String> process = new LinkedHashMap<>(properties.process());
        process.keySet().removeIf(IdleThreads::isKey);
        return read("process", process, false).and(read("libraries", properties.libraries(), false));
    }

    Limits pool(ThreadpoolctlProperties.Pool pool) {
        return anywhere("pool.limits", pool.limits());
    }

    private Limits anywhere(String group, Map<String, String> texts) {
        return read(group, texts, true);
    }

    private Limits read(String group, Map<String, String> texts, boolean share) {
        Map<String, Limits> byName = new LinkedHashMap<>();
        texts.forEach((key, text) -> byName.computeIfAbsent( // of two spellings the first stands in the stronger source
                names.canonical(key), name -> limit(group, key, name, text, share)));
        return byName.values().stream().reduce(Limits.none(), Limits::and);
    }

    private Limits limit(String group, String key, String name, String text, boolean share) {
        String unknown = unknown(name);
        OptionalInt threads = LimitText.threads(text);
        if (!share && threads.orElse(0) == ThreadpoolLimits.SHARE) {
            threads = OptionalInt.empty();
        }
        if (unknown == null && threads.isPresent()) {
            return LimitText.limits(name, threads.getAsInt());
        }
        String path = written.path(group, key);
        ConfigurationProperty property = written.find(path);
        boolean nobodyKnowsIt = unknown != null || WrittenProperties.isProfile(path);
        if (nobodyKnowsIt && property != null && WrittenProperties.isVariable(property)) {
            ignored.accept(property);
            return Limits.none();
        }
        throw threads.isEmpty() ? impossible(path, text, share) : unknown(path, text, String.valueOf(unknown));
    }

    private @Nullable String unknown(String name) {
        try {
            names.check(name);
            return null;
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static InvalidLimitException impossible(String path, String text, boolean share) {
        return new InvalidLimitException(
                "The value \"" + text + "\" of " + path + " is not possible.",
                "Give a whole number of threads from 1 on"
                        + (share ? ", \"auto\" or \"share\"." : ", or \"auto\" for as many as the JVM has processors."),
                path);
    }

    private static InvalidLimitException unknown(String path, String text, String problem) {
        return new InvalidLimitException(
                "The property " + path + " with the value \"" + text + "\" has an unknown key.",
                problem + " \"" + LimitText.EVERY_POOL + "\" stands for every pool.",
                path);
    }
}
