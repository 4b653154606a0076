package io.threadpoolctl.spring;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spi.LibraryFamily;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;

/**
 * Brings {@link ThreadpoolLimits} and {@code threadpoolctl.*} to life. What an application may have injected is there even if
 * {@code threadpoolctl.enabled} is false: it has to start all the same.
 */
@AutoConfiguration
@EnableConfigurationProperties(ThreadpoolctlProperties.class)
public final class ThreadpoolctlAutoConfiguration {

    private static final String ORDER = ThreadpoolctlProperties.PREFIX + ".aspect.order";

    /** For Spring. */
    public ThreadpoolctlAutoConfiguration() {}

    /** Static and of infrastructure role, because Boot asks for it before it binds anything. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static ConfigurationPropertiesBindHandlerAdvisor threadpoolctlBindHandlerAdvisor() {
        return ThreadpoolctlBindHandler::new;
    }

    @Bean
    @ConditionalOnMissingBean
    Threadpools threadpools(
            ThreadpoolctlProperties properties,
            ObjectProvider<LibraryFamily> families,
            ConfigurableListableBeanFactory beans) {
        Threadpools pools = Threadpools.ofProcess();
        if (properties.enabled()) {
            new ReadyPools(families, ContextRequests.of(beans)).open(pools, properties);
        }
        return pools;
    }

    @Bean
    @ConditionalOnMissingBean
    ConfiguredLimits configuredLimits(
            Threadpools pools, ThreadpoolctlProperties properties, Environment environment, UnreadVariables unread) {
        if (properties.enabled()) {
            return new LimitProperties(pools, environment, unread::ignore).read(properties);
        }
        // To know names is to load the core.
        return ConfiguredLimits.later(() -> orNone(pools, properties, environment))
                .enabled(false);
    }

    private static ConfiguredLimits orNone(
            Threadpools pools, ThreadpoolctlProperties properties, Environment environment) {
        try {
            return new LimitProperties(pools, environment, ignored -> {}).read(properties);
        } catch (InvalidLimitException e) {
            return ConfiguredLimits.none();
        }
    }

    /** An application may have a bean of its own, and that a selection, which cannot set what belongs to the process. */
    private static Threadpools whole(Threadpools pools) {
        return pools.isSelection() ? Threadpools.ofProcess() : pools;
    }

    @Bean
    UnreadVariables threadpoolctlUnreadVariables(ApplicationContext context, ThreadpoolctlProperties properties) {
        return new UnreadVariables(context, properties.enabled());
    }

    /** There whatever {@code threadpoolctl.enabled} says, which is a switch: each of these looks at it. */
    @Configuration(proxyBeanMethods = false)
    static class Limiting {

        @Bean
        CurrentProperties threadpoolctlCurrentProperties(ThreadpoolctlProperties properties) {
            return new CurrentProperties(properties);
        }

        @Bean
        ConfigurationReading threadpoolctlConfigurationReading(
                Threadpools pools, ConfigurableListableBeanFactory beans, Environment environment) {
            return new ConfigurationReading(pools, beans, environment);
        }

        @Bean
        static ConfigurationChanges threadpoolctlConfigurationChanges(ObjectProvider<ConfigurationUpdate> update) {
            return new ConfigurationChanges(update::getObject);
        }

        @Bean
        @Lazy
        ConfigurationUpdate threadpoolctlConfigurationUpdate(
                Threadpools pools,
                ConfigurationReading reading,
                CurrentProperties current,
                ConfiguredLimits configured,
                ObjectProvider<LibraryFamily> families,
                ProcessLimits process,
                LimitedMethods methods,
                AnnotatedBeans annotated,
                ConfigurableListableBeanFactory beans) {
            ReadyPools ready = new ReadyPools(families, ContextRequests.of(beans));
            return new ConfigurationUpdate(
                    whole(pools), reading, current, configured, ready, process, methods, annotated);
        }

        @Bean
        ProcessLimits threadpoolctlProcessLimits(
                Threadpools pools,
                ConfiguredLimits configured,
                ThreadpoolctlProperties properties,
                Environment environment,
                UnreadVariables unread,
                ConfigurableListableBeanFactory beans) {
            Limits process = properties.enabled()
                    ? process(pools, configured, properties, environment, unread, beans)
                    : Limits.none();
            return new ProcessLimits(whole(pools), process, properties, ContextRequests.of(beans));
        }

        private static Limits process(
                Threadpools pools,
                ConfiguredLimits configured,
                ThreadpoolctlProperties properties,
                Environment environment,
                UnreadVariables unread,
                ConfigurableListableBeanFactory beans) {
            boolean ofThisContext = beans.getBeanNamesForType(ConfiguredLimits.class, true, false).length > 0;
            return ofThisContext
                    ? configured.process()
                    // A child has taken its parent's bean, but asks for what its own properties say.
                    : new LimitProperties(pools, environment, unread::ignore).process(properties);
        }

        /** Nobody asks for it, and yet it must not wait. */
        @Bean
        static LazyInitializationExcludeFilter threadpoolctlEagerBeans() {
            return LazyInitializationExcludeFilter.forBeanTypes(ProcessLimits.class);
        }

        @Bean
        LimitedMethods threadpoolctlLimitedMethods(
                ConfiguredLimits configured, ConfigurationReading reading, ThreadpoolctlProperties properties) {
            return new LimitedMethods(
                    reading.annotations(configured),
                    new AsyncReturnTypeCheck(properties.aspect().asyncReturnTypes()));
        }

        @Bean
        Holds threadpoolctlHolds(Threadpools pools, ThreadpoolctlProperties properties) {
            return new Holds(pools, properties.aspect().holdAtMost(), properties.failFast());
        }

        @Bean
        LimitInterceptor threadpoolctlLimitInterceptor(
                Threadpools pools, LimitedMethods methods, Holds holds, CurrentProperties current) {
            return new LimitInterceptor(pools, methods, holds, current::enabled, current::failFast);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static AnnotatedTypes threadpoolctlAnnotatedTypes() {
            return new AnnotatedTypes();
        }

        /** Static, of infrastructure role as what it depends on directly, because it is made before other beans. */
        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static Advisor threadpoolLimitsAdvisor(
                ObjectProvider<LimitInterceptor> interceptor, AnnotatedTypes types, Environment environment) {
            int order = environment.getProperty(ORDER, Integer.class, ThreadpoolLimits.ORDER);
            ThreadpoolLimitsPointcut pointcut = new ThreadpoolLimitsPointcut(types);
            return new ThreadpoolLimitsAdvisor(pointcut, interceptor::getObject, order);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnProperty(name = ORDER, havingValue = "" + ThreadpoolLimits.ORDER, matchIfMissing = true)
        static InnermostPostProcessor threadpoolctlInnermostPostProcessor() {
            return new InnermostPostProcessor();
        }

        @Bean
        AnnotatedBeans threadpoolctlAnnotatedBeans(
                ConfigurableListableBeanFactory beans,
                LimitedMethods methods,
                AnnotatedTypes types,
                ThreadpoolctlProperties properties) {
            return new AnnotatedBeans(beans, methods, types, properties.enabled());
        }

        @Bean
        WovenCode threadpoolctlWovenCode(LimitInterceptor interceptor) {
            return new WovenCode(interceptor);
        }

        @Bean
        PoolsReport threadpoolctlPoolsReport(Threadpools pools, CurrentProperties current) {
            return new PoolsReport(pools, current::enabled);
        }
    }
}
