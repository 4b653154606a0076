package io.threadpoolctl.spring;

import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Pointcut;
import org.springframework.aop.support.AbstractPointcutAdvisor;
import org.springframework.util.function.SingletonSupplier;

/** Brings calls through Spring's proxies to the {@link LimitInterceptor}. */
final class ThreadpoolLimitsAdvisor extends AbstractPointcutAdvisor {

    private static final long serialVersionUID = 1L;

    private final transient Pointcut pointcut;
    private final transient Interceptor interceptor;

    /** @param interceptor asked at the first call, so that an advisor made early drags no other bean along */
    ThreadpoolLimitsAdvisor(Pointcut pointcut, Supplier<LimitInterceptor> interceptor, int order) {
        this.pointcut = pointcut;
        this.interceptor = new Interceptor(SingletonSupplier.of(interceptor));
        setOrder(order);
    }

    @Override
    public Pointcut getPointcut() {
        return pointcut;
    }

    @Override
    public Advice getAdvice() {
        return interceptor;
    }

    private record Interceptor(SingletonSupplier<LimitInterceptor> interceptor) implements MethodInterceptor {

        @Override
        public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
            Object target = invocation.getThis();
            Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
            return interceptor.obtain().call(invocation.getMethod(), type, invocation::proceed);
        }
    }
}
