package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads limits from the maps of {@link ThreadpoolctlProperties}, and says what is wrong with them. */
final class LimitProperties {

    private final Threadpools pools;

    LimitProperties(Threadpools pools) {
        this.pools = pools;
    }

    ConfiguredLimits read(ThreadpoolctlProperties properties) {
        Map<String, Limits> profiles = new TreeMap<>();
        properties.profiles().forEach((name, profile) -> profiles.put(name, anywhere("profiles." + name, profile)));
        Limits defaults = anywhere("defaults", properties.defaults());
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
            String property = ThreadpoolctlProperties.PREFIX + "." + group + "." + entry.getKey();
            limits = limits.and(limit(property, entry.getKey(), entry.getValue(), share));
        }
        return limits;
    }

    private Limits limit(String property, String key, String text, boolean share) {
        OptionalInt threads = LimitText.threads(text);
        if (threads.isEmpty() || (!share && threads.getAsInt() == ThreadpoolLimits.SHARE)) {
            throw new InvalidLimitException(
                    "The value \"" + text + "\" of " + property + " is not possible.",
                    "Give a whole number of threads from 1 on"
                            + (share
                                    ? ", \"auto\" or \"share\"."
                                    : ", or \"auto\" for as many as the JVM has processors."),
                    property);
        }
        Limits limits = LimitText.limits(asKnown(key), threads.getAsInt());
        try {
            pools.check(limits);
        } catch (IllegalArgumentException e) {
            throw new InvalidLimitException(
                    "The property " + property + " with the value \"" + text + "\" has an unknown key.",
                    e.getMessage() + " \"" + LimitText.EVERY_POOL + "\" stands for every pool.",
                    property);
        }
        return limits;
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
