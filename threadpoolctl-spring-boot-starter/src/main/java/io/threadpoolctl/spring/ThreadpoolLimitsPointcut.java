package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** The calls that are limited, among those that proxies see. */
final class ThreadpoolLimitsPointcut extends StaticMethodMatcherPointcut implements ClassFilter {

    private final AnnotatedTypes types;

    ThreadpoolLimitsPointcut(AnnotatedTypes types) {
        this.types = types;
    }

    @Override
    public ClassFilter getClassFilter() {
        return this;
    }

    @Override
    public boolean matches(Class<?> type) {
        return types.contains(type);
    }

    @Override
    public boolean matches(Method method, Class<?> targetClass) {
        return AnnotationSearch.find(method, targetClass) != null;
    }
}
