package io.threadpoolctl.spring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * What the core's own jar tells a native image ({@value #METADATA}), once more for versions of GraalVM that do not read that
 * file: Spring writes its hints in the format of their time. Not tried in a native image.
 *
 * <p>Of the starter's own classes Spring knows what is needed, but for beans whose methods it looks up when it asks which of
 * all beans have to be proxied.
 */
final class ThreadpoolctlRuntimeHints implements RuntimeHintsRegistrar {

    static final String METADATA =
            "META-INF/native-image/io.threadpoolctl/threadpoolctl-core/reachability-metadata.json";

    private static final String METERS = "io.threadpoolctl.spring.WorkerPoolMetrics";

    /** What {@link ExecutorDecorators} may meet, with those that inherit from it. */
    private static final List<Class<?>> DECORATED =
            List.of(ThreadPoolTaskExecutor.class, ThreadPoolTaskScheduler.class, SimpleAsyncTaskExecutor.class);

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        for (Class<?> bean :
                List.of(ThreadpoolLimitsAdvisor.class, AbstractPointcutAdvisor.class, ContextRequests.class)) {
            hints.reflection()
                    .registerType(bean, MemberCategory.INVOKE_PUBLIC_METHODS, MemberCategory.INVOKE_DECLARED_METHODS);
        }
        hints.reflection()
                .registerType(
                        TypeReference.of(METERS), // by name: Micrometer may be absent
                        MemberCategory.INVOKE_PUBLIC_METHODS,
                        MemberCategory.INVOKE_DECLARED_METHODS);
        for (Class<?> executor : DECORATED) {
            hints.reflection().registerType(executor, hint -> hint.withField(ExecutorDecorators.FIELD));
        }
        Map<String, Object> metadata = read();
        for (Map<String, Object> resource : objects(metadata.get("resources"))) {
            hints.resources().registerPattern(text(resource, "glob"));
        }
        for (Map<String, Object> entry : objects(metadata.get("reflection"))) {
            if (entry.get("type") instanceof Map<?, ?> proxy) {
                TypeReference[] interfaces = types(proxy.get("proxy")).toArray(TypeReference[]::new);
                hints.proxies().registerJdkProxy(hint -> hint.proxiedInterfaces(interfaces));
            } else {
                register(hints.reflection(), entry);
                if (Boolean.TRUE.equals(entry.get("jniAccessible"))) {
                    register(hints.jni(), entry);
                }
            }
        }
    }

    private static void register(ReflectionHints hints, Map<String, Object> entry) {
        hints.registerType(TypeReference.of(text(entry, "type")), hint -> {
            objects(entry.get("fields")).forEach(field -> hint.withField(text(field, "name")));
            objects(entry.get("methods")).forEach(method -> register(hint, method));
        });
    }

    private static void register(TypeHint.Builder hint, Map<String, Object> method) {
        String name = text(method, "name");
        List<TypeReference> parameters = types(method.get("parameterTypes"));
        if (name.equals("<init>")) {
            hint.withConstructor(parameters, ExecutableMode.INVOKE);
        } else {
            hint.withMethod(name, parameters, ExecutableMode.INVOKE);
        }
    }

    private static Map<String, Object> read() {
        try (InputStream file = ThreadpoolctlRuntimeHints.class.getClassLoader().getResourceAsStream(METADATA)) {
            Objects.requireNonNull(file, () -> "The jar of threadpoolctl-core has no " + METADATA);
            return JsonParserFactory.getJsonParser().parseMap(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<TypeReference> types(@Nullable Object names) {
        return ((List<?>) Objects.requireNonNull(names))
                .stream().map(name -> TypeReference.of(String.valueOf(name))).toList();
    }

    private static String text(Map<String, Object> object, String key) {
        return (String) Objects.requireNonNull(object.get(key), key);
    }

    @SuppressWarnings("unchecked") // every object in JSON has text for keys
    private static List<Map<String, Object>> objects(@Nullable Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }
}
