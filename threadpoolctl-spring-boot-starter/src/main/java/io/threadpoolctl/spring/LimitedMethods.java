package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.core.MethodClassKey;
import org.springframework.util.ClassUtils;

/** Finds what the annotation says about a method: once for each method and class, whatever the number of calls. */
final class LimitedMethods {

    private final AsyncReturnTypeCheck asyncReturnTypes;
    private volatile AnnotationReader reader;
    private volatile Map<MethodClassKey, Optional<LimitedMethod>> known = new ConcurrentHashMap<>();

    LimitedMethods(AnnotationReader reader, AsyncReturnTypeCheck asyncReturnTypes) {
        this.reader = reader;
        this.asyncReturnTypes = asyncReturnTypes;
    }

    /**
     * Finds it for a call that names a method and goes to an object of a class, which may be a JDK proxy.
     *
     * @return {@code null} if there is no annotation
     * @throws InvalidLimitException if the annotation says something impossible
     */
    @Nullable
    LimitedMethod forCall(Method method, Class<?> targetClass) {
        MethodClassKey key = new MethodClassKey(method, targetClass);
        Optional<LimitedMethod> found = known.get(key);
        return (found == null ? keep(key, resolve(method, targetClass)) : found).orElse(null);
    }

    /** Finds it for a method body that is about to run; otherwise as {@link #forCall}. */
    @Nullable
    LimitedMethod forBody(Method method) {
        MethodClassKey key = new MethodClassKey(method, null);
        Optional<LimitedMethod> found = known.get(key);
        return (found == null ? keep(key, resolve(method, method.getDeclaringClass())) : found).orElse(null);
    }

    /**
     * The methods that are known, as another reader reads their annotations. Changes nothing here.
     *
     * @throws InvalidLimitException if one of them says something impossible
     */
    LimitedMethods reread(AnnotationReader other) {
        LimitedMethods reread = new LimitedMethods(other, asyncReturnTypes);
        known.forEach((key, found) -> reread.known.put(key, found.map(limited -> limited.reread(other))));
        return reread;
    }

    /** From the next call on the methods are limited as those are. */
    void takeOver(LimitedMethods others) {
        reader = others.reader;
        known = others.known;
    }

    private Optional<LimitedMethod> keep(MethodClassKey key, @Nullable LimitedMethod resolved) {
        Optional<LimitedMethod> found = Optional.ofNullable(resolved);
        Optional<LimitedMethod> earlier = known.putIfAbsent(key, found);
        return earlier == null ? found : earlier;
    }

    private @Nullable LimitedMethod resolve(Method called, Class<?> type) {
        ThreadpoolLimits annotation = AnnotationSearch.find(called, type);
        if (annotation == null) {
            return null;
        }
        boolean proxy = Proxy.isProxyClass(type);
        Method body = proxy ? called : AopUtils.getMostSpecificMethod(called, ClassUtils.getUserClass(type));
        Class<?> owner = proxy ? proxiedInterface(called, type) : ClassUtils.getUserClass(type);
        String name = owner.getName() + "." + body.getName();
        String place = LimitedMethod.place(name);
        Limits limits = reader.read(annotation, place);
        boolean hold = asyncReturnTypes.hold(body, annotation.hold(), place);
        return new LimitedMethod(body, limits, hold, annotation, name);
    }

    private static Class<?> proxiedInterface(Method called, Class<?> proxy) {
        return Stream.of(proxy.getInterfaces())
                .filter(called.getDeclaringClass()::isAssignableFrom)
                .findFirst()
                .orElse(called.getDeclaringClass());
    }
}
