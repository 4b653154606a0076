package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Resolves every annotated method of every bean at startup, so that an impossible limit stops the application then and not
 * at the first call, and one without effect is told. Makes no bean for it: what cannot be told from a bean's type is left to
 * the first call.
 */
final class AnnotatedBeans implements SmartInitializingSingleton {

    private static final Logger LOG = LoggerFactory.getLogger(AnnotatedBeans.class);

    private final ConfigurableListableBeanFactory beans;
    private final LimitedMethods methods;
    private final AnnotatedTypes types;
    private final boolean enabled;

    AnnotatedBeans(
            ConfigurableListableBeanFactory beans, LimitedMethods methods, AnnotatedTypes types, boolean enabled) {
        this.beans = beans;
        this.methods = methods;
        this.types = types;
        this.enabled = enabled;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!enabled) {
            return;
        }
        IneffectiveAnnotations ineffective = new IneffectiveAnnotations(areProxied());
        names().forEach(name -> look(name, (type, bean) -> {
            resolve(type, methods);
            ineffective.check(type, bean);
        }));
    }

    /** Resolves them among these. */
    void check(LimitedMethods among) {
        names().forEach(name -> look(name, (type, bean) -> resolve(type, among)));
    }

    /** Some singletons have no definition, and no proxy. */
    private Stream<String> names() {
        return Stream.concat(Stream.of(beans.getBeanDefinitionNames()), Stream.of(beans.getSingletonNames()))
                .distinct();
    }

    private boolean areProxied() {
        return beans.getBeanNamesForType(AbstractAutoProxyCreator.class, true, false).length > 0;
    }

    private void look(String name, BiConsumer<Class<?>, @Nullable Object> action) {
        Object bean = made(name);
        Class<?> type = bean == null ? userType(name) : AopProxyUtils.ultimateTargetClass(bean);
        try {
            if (type != null && !isInfrastructure(type) && types.contains(type)) {
                action.accept(type, bean);
            }
        } catch (LinkageError notIntrospectable) {
            LOG.debug("{} cannot be examined for @ThreadpoolLimits now.", type, notIntrospectable);
        }
    }

    /** The bean if it is there, and not one that another one makes. */
    private @Nullable Object made(String name) {
        Object made = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
        return made instanceof FactoryBean<?> ? null : made;
    }

    private static void resolve(Class<?> type, LimitedMethods among) {
        for (Method method : limited(type)) {
            among.forCall(method, type);
        }
    }

    private static Set<Method> limited(Class<?> type) {
        try {
            return annotated(type);
        } catch (IllegalStateException | LinkageError notIntrospectable) {
            LOG.debug("{} cannot be examined for @ThreadpoolLimits now.", type, notIntrospectable);
            return Set.of();
        }
    }

    private static Set<Method> annotated(Class<?> type) {
        boolean everyMethod = AnnotatedElementUtils.hasAnnotation(type, ThreadpoolLimits.class);
        return MethodIntrospector.selectMethods(type, (ReflectionUtils.MethodFilter)
                method -> !method.getDeclaringClass().equals(Object.class)
                        && (everyMethod || AnnotatedElementUtils.hasAnnotation(method, ThreadpoolLimits.class)));
    }

    private @Nullable Class<?> userType(String name) {
        Class<?> type = beans.getType(name, false);
        return type == null ? null : ClassUtils.getUserClass(type);
    }

    private static boolean isInfrastructure(Class<?> type) {
        return type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
    }
}
