package io.threadpoolctl.spring;

import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link ThreadpoolLimits} where Spring's proxies cannot: to calls within one object, to private, final and static
 * methods and to objects that are no beans. Annotations on interfaces are left to the proxies. Where a proxy and this
 * aspect meet, the limit is applied once.
 *
 * <p>It is for the weaver, not a bean. Start Java with {@code -javaagent:aspectjweaver.jar} and {@code
 * -Dorg.aspectj.weaver.loadtime.configuration=META-INF/threadpoolctl-aop.xml}, or name this class in an {@code aop.xml} of
 * your own.
 */
@Aspect
public final class ThreadpoolLimitsAspect {

    /** For the weaver. */
    public ThreadpoolLimitsAspect() {}

    /** Runs a woven method body under its limits. */
    @Around("(execution(@io.threadpoolctl.spring.ThreadpoolLimits * *(..))"
            + " || execution(@(@io.threadpoolctl.spring.ThreadpoolLimits *) * *(..))"
            + " || execution(@(@(@io.threadpoolctl.spring.ThreadpoolLimits *) *) * *(..))"
            + " || (execution(* *(..)) && (within(@io.threadpoolctl.spring.ThreadpoolLimits *)"
            + " || within(@(@io.threadpoolctl.spring.ThreadpoolLimits *) *)"
            + " || within(@(@(@io.threadpoolctl.spring.ThreadpoolLimits *) *) *))))"
            + " && !execution(* *..*.lambda$*(..))"
            + " && !within(*..*$$SpringCGLIB*)"
            + " && !within(io.threadpoolctl.spring.ThreadpoolLimitsAspect)")
    public @Nullable Object limit(ProceedingJoinPoint joinPoint) throws Throwable {
        MethodSignature signature = (MethodSignature) joinPoint.getSignature();
        return WovenCode.interceptor().run(signature.getMethod(), joinPoint::proceed);
    }
}
