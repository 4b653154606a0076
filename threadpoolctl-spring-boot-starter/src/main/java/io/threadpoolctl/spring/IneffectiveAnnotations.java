package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Warns about annotations on beans that cannot take effect, and says what to do: one line for each, none twice. */
final class IneffectiveAnnotations {

    private static final Logger LOG = LoggerFactory.getLogger(IneffectiveAnnotations.class);

    private static final String OTHERWISE = "call Threadpools.call(...) inside it, or weave ThreadpoolLimitsAspect.";

    private final boolean proxies;
    private final Set<Object> told = new HashSet<>();

    /** @param proxies whether the application context makes proxies at all */
    IneffectiveAnnotations(boolean proxies) {
        this.proxies = proxies;
    }

    /**
     * Looks at a bean.
     *
     * @param type its class, not that of its proxy
     * @param bean {@code null} if it was not made yet
     */
    void check(Class<?> type, @Nullable Object bean) {
        BeanProxy proxy = new BeanProxy(bean, proxies);
        List<Method> methods = methods(type);
        boolean everyMethod = AnnotatedElementUtils.hasAnnotation(type, ThreadpoolLimits.class);
        if (everyMethod && !proxy.limits() && !isWoven(methods)) {
            tell(type, type.getName(), notProxied());
        }
        for (Method method : methods) {
            boolean itself = AnnotatedElementUtils.isAnnotated(method, ThreadpoolLimits.class);
            String problem =
                    itself ? problem(method, proxy) : isOfItsClass(method) ? problemOfMany(method, proxy) : null;
            if (problem != null && !Weaving.covers(method)) {
                Class<?> owner = isInherited(method) ? type : method.getDeclaringClass();
                tell(new MethodClassKey(method, owner), owner.getName() + "." + method.getName(), problem);
            }
        }
    }

    /** What stands on a class is about what stands in it, and not about what it inherits from a class without. */
    private static boolean isOfItsClass(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), ThreadpoolLimits.class);
    }

    private static boolean isWoven(List<Method> methods) {
        return methods.stream().filter(IneffectiveAnnotations::isOfItsClass).allMatch(Weaving::covers);
    }

    private @Nullable String problem(Method method, BeanProxy proxy) {
        if (Modifier.isPrivate(method.getModifiers())) {
            return "the method is private, and Spring's proxies do not see calls of private methods. Make it public and"
                    + " call it from another bean, " + OTHERWISE;
        }
        if (Modifier.isStatic(method.getModifiers())) {
            return "the method is static, and Spring's proxies do not see calls of static methods. Make it a method of"
                    + " the bean, " + OTHERWISE;
        }
        if (!proxy.limits()) {
            return notProxied();
        }
        return problemOfMany(method, proxy);
    }

    /** An annotation on a class is not meant for what only the class itself can call. */
    private static @Nullable String problemOfMany(Method method, BeanProxy proxy) {
        if (!proxy.limits() || !isInherited(method)) {
            return null;
        }
        if (!proxy.shows(method)) {
            return "the bean's proxy has the bean's interfaces only, and none of them has this method. Declare it in one"
                    + " of them, let spring.aop.proxy-target-class be true, " + OTHERWISE;
        }
        return Modifier.isFinal(method.getModifiers()) && !proxy.isOfInterfaces()
                ? "the method is final, and Spring's proxies cannot override it. Make it not final, " + OTHERWISE
                : null;
    }

    private String notProxied() {
        return proxies
                ? "the bean is not proxied: it was made before Spring's proxies are, as post processors and what they need"
                        + " are, or outside Spring. Move the code to another bean, " + OTHERWISE
                : "Spring makes no proxies here (spring.aop.auto=false, or AopAutoConfiguration is not there). Let it, "
                        + OTHERWISE;
    }

    private static boolean isInherited(Method method) {
        return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC)) == 0;
    }

    private void tell(Object annotated, String name, String problem) {
        if (told.add(annotated)) {
            LOG.warn("@ThreadpoolLimits on {} has no effect: {}", name, problem);
        }
    }

    /** Those of the class, of what it inherits from and of its interfaces, as somebody wrote them. */
    private static List<Method> methods(Class<?> type) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> next = type; next != null && next != Object.class; next = next.getSuperclass()) {
            addMethods(next, methods);
        }
        Stream.of(ClassUtils.getAllInterfacesForClass(type)).forEach(each -> addMethods(each, methods));
        return methods;
    }

    private static void addMethods(Class<?> type, List<Method> methods) {
        Stream.of(ReflectionUtils.getDeclaredMethods(type))
                .filter(method -> !method.isSynthetic() && !method.isBridge())
                .forEach(methods::add);
    }
}
