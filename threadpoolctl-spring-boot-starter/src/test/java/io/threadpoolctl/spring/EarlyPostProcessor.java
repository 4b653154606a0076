package io.threadpoolctl.spring;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** A post processor that needs another bean, and so has beans made before all post processors are there. */
class EarlyPostProcessor implements BeanPostProcessor {

    @Autowired
    EarlyPostProcessor(org.springframework.core.env.Environment environment) {}
}
