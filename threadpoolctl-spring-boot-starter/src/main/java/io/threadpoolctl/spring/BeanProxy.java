package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/** What a bean's proxy brings to the limits: nothing, calls of any method, or calls of its interfaces' methods. */
final class BeanProxy {

    private final @Nullable Object bean;
    private final boolean othersAreProxied;

    /**
     * @param bean {@code null} if it was not made yet, or is not to be made for this
     * @param othersAreProxied what holds for a bean that is not known
     */
    BeanProxy(@Nullable Object bean, boolean othersAreProxied) {
        this.bean = bean;
        this.othersAreProxied = othersAreProxied;
    }

    boolean limits() {
        if (bean == null) {
            return othersAreProxied;
        }
        if (bean instanceof Advised advised) {
            return Stream.of(advised.getAdvisors()).anyMatch(BeanProxy::isOurs);
        }
        return AopUtils.isAopProxy(bean); // an opaque one does not tell
    }

    private static boolean isOurs(Advisor advisor) {
        return advisor instanceof ThreadpoolLimitsAdvisor;
    }

    boolean isOfInterfaces() {
        return bean != null && Proxy.isProxyClass(bean.getClass());
    }

    boolean shows(Method method) {
        return bean == null
                || !isOfInterfaces()
                || Stream.of(bean.getClass().getInterfaces())
                        .anyMatch(type -> ClassUtils.hasMethod(type, method.getName(), method.getParameterTypes()));
    }
}
