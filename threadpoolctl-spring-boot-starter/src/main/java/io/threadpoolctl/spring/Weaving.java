package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Tells whether the weaver has put {@link ThreadpoolLimitsAspect} around a method; it need not be on the class path. */
final class Weaving {

    /** By name, since proxies do without AspectJ. */
    private static final String ASPECT = "io.threadpoolctl.spring.ThreadpoolLimitsAspect";

    /** The weaver gives it to aspects that it applies. */
    private static final String GIVES_THE_ASPECT = "aspectOf";

    /** The weaver takes a method's body out into one whose name begins so. */
    private static final String BODY = "_aroundBody";

    private static final boolean APPLIES = applies();

    private Weaving() {}

    static boolean covers(Method method) {
        return APPLIES
                && Stream.of(ReflectionUtils.getDeclaredMethods(method.getDeclaringClass()))
                        .anyMatch(other -> other.getName().startsWith(method.getName() + BODY));
    }

    private static boolean applies() {
        try {
            return ClassUtils.hasMethod(ClassUtils.forName(ASPECT, Weaving.class.getClassLoader()), GIVES_THE_ASPECT);
        } catch (ClassNotFoundException | LinkageError noAspectj) {
            return false;
        }
    }
}
