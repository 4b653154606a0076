package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Finds what the annotation says about a method: once for each method and class, whatever the number of calls. */
final class LimitedMethods {

    private final AnnotationReader reader;
    private final AsyncReturnTypeCheck asyncReturnTypes;
    private final Map<MethodClassKey, Optional<LimitedMethod>> known = new ConcurrentHashMap<>();

    LimitedMethods(AnnotationReader reader, AsyncReturnTypeCheck asyncReturnTypes) {
        this.reader = reader;
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
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<LimitedMethod> found = known.get(key);
        return (found == null ? keep(key, resolveCall(method, ClassUtils.getUserClass(targetClass))) : found)
                .orElse(null);
    }

    /** Finds it for a method body that is about to run; otherwise as {@link #forCall}. */
    @Nullable
    LimitedMethod forBody(Method method) {
        MethodClassKey key = new MethodClassKey(method, null);
        Optional<LimitedMethod> found = known.get(key);
        return (found == null ? keep(key, resolve(method, method, method.getDeclaringClass())) : found).orElse(null);
    }

    private Optional<LimitedMethod> keep(MethodClassKey key, @Nullable LimitedMethod resolved) {
        Optional<LimitedMethod> found = Optional.ofNullable(resolved);
        Optional<LimitedMethod> earlier = known.putIfAbsent(key, found);
        return earlier == null ? found : earlier;
    }

    private @Nullable LimitedMethod resolveCall(Method method, Class<?> userClass) {
        return resolve(AopUtils.getMostSpecificMethod(method, userClass), method, userClass);
    }

    private @Nullable LimitedMethod resolve(Method specific, Method called, Class<?> userClass) {
        ThreadpoolLimits annotation = annotation(specific, called, userClass);
        if (annotation == null) {
            return null;
        }
        String place = "@ThreadpoolLimits on " + userClass.getName() + "." + specific.getName();
        LimitedMethod limited = new LimitedMethod(specific, reader.read(annotation, place));
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
}
