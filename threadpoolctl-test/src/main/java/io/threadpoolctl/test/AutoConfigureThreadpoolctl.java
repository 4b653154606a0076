package io.threadpoolctl.test;

import io.threadpoolctl.spring.ThreadpoolctlAutoConfiguration;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;

/**
 * Brings {@code @ThreadpoolLimits} and {@code threadpoolctl.*} to a test that starts a part of an application only: a slice of
 * one's own, or one of Spring Boot's that does not have them by itself.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration({AopAutoConfiguration.class, ThreadpoolctlAutoConfiguration.class})
public @interface AutoConfigureThreadpoolctl {}
