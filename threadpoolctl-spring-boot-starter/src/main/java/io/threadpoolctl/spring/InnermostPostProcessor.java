package io.threadpoolctl.spring;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Keeps the limit innermost. Order alone does not: several advisors of Spring have the lowest precedence, too, and some post
 * processors, that of {@code @Validated} for one, append theirs to a proxy that is there already. Has no order, so that it
 * comes after those that have one.
 */
final class InnermostPostProcessor implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised advised && !advised.isFrozen()) {
            moveToTheEnd(advised);
        }
        return bean;
    }

    private static void moveToTheEnd(Advised advised) {
        Advisor[] advisors = advised.getAdvisors();
        for (int i = 0; i < advisors.length - 1; i++) {
            if (advisors[i] instanceof ThreadpoolLimitsAdvisor) {
                advised.removeAdvisor(i);
                advised.addAdvisor(advisors[i]);
                return;
            }
        }
    }
}
