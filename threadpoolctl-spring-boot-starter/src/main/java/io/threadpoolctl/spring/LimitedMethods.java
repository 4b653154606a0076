package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Finds what the annotation says about a method: once for each method and class, whatever the number of calls. */
final class LimitedMethods {

    private final ConfiguredLimits configured;
    private final AsyncReturnTypeCheck asyncReturnTypes;
    private final Map<MethodClassKey, Optional<LimitedMethod>> known = new ConcurrentHashMap<>();

    LimitedMethods(ConfiguredLimits configured, AsyncReturnTypeCheck asyncReturnTypes) {
        this.configured = configured;
        this.asyncReturnTypes = asyncReturnTypes;
    }

    /**
     * Finds it for a call that names a method and goes to an object of a class.
     *
     * @return {@code null} if there is no annotation
     * @throws InvalidLimitException if the annotation says something impossible
     */
    @Nullable
    LimitedMethod forCall(Method method, Class<?> targetClass) {
        return find(method, targetClass, key -> {
            Class<?> userClass = ClassUtils.getUserClass(targetClass);
            Method specific = AopUtils.getMostSpecificMethod(method, userClass);
            return resolve(specific, method, userClass);
        });
    }

    /** Finds it for a method body that is about to run; otherwise as {@link #forCall}. */
    @Nullable
    LimitedMethod forBody(Method method) {
        return find(method, null, key -> resolve(method, method, method.getDeclaringClass()));
    }

    private @Nullable LimitedMethod find(
            Method method, @Nullable Class<?> targetClass, Function<MethodClassKey, @Nullable LimitedMethod> resolver) {
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<LimitedMethod> found = known.get(key);
        if (found == null) {
            found = Optional.ofNullable(resolver.apply(key));
            known.put(key, found);
        }
        return found.orElse(null);
    }

    private @Nullable LimitedMethod resolve(Method specific, Method called, Class<?> userClass) {
        ThreadpoolLimits annotation = annotation(specific, called, userClass);
        if (annotation == null) {
            return null;
        }
        String place = "@ThreadpoolLimits on " + userClass.getName() + "." + specific.getName();
        LimitedMethod limited = new LimitedMethod(specific, limits(annotation, place));
        asyncReturnTypes.check(specific, place);
        return limited;
    }

    private static @Nullable ThreadpoolLimits annotation(Method specific, Method called, Class<?> userClass) {
        ThreadpoolLimits found = AnnotatedElementUtils.findMergedAnnotation(specific, ThreadpoolLimits.class);
        if (found == null) {
            found = AnnotatedElementUtils.findMergedAnnotation(userClass, ThreadpoolLimits.class);
        }
        if (found == null && !specific.equals(called)) {
            found = AnnotatedElementUtils.findMergedAnnotation(called, ThreadpoolLimits.class);
        }
        return found;
    }

    private Limits limits(ThreadpoolLimits annotation, String place) {
        Limits limits = attribute(place, "value", LimitText.EVERY_POOL, annotation.value())
                .and(attribute(place, "blas", "blas", annotation.blas()))
                .and(attribute(place, "openmp", "openmp", annotation.openmp()));
        return limits.isNone() ? configured.defaults() : limits;
    }

    private static Limits attribute(String place, String name, String key, int threads) {
        if (threads == ThreadpoolLimits.UNSET) {
            return Limits.none();
        }
        if (threads < 1 && threads != ThreadpoolLimits.SHARE && threads != ThreadpoolLimits.AUTO) {
            throw new InvalidLimitException(
                    place + " says " + name + " = " + threads + ", which is not possible.",
                    "Give 1 or more threads, ThreadpoolLimits.SHARE or ThreadpoolLimits.AUTO.",
                    null);
        }
        return LimitText.limits(key, threads);
    }
}
