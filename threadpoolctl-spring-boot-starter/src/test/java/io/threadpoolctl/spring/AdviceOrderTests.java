package io.threadpoolctl.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.interceptor.KeyGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.resilience.retry.MethodRetryPredicate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.validation.annotation.Validated;

/** The limit is innermost: what other advice does around the method, it does without the limit. */
class AdviceOrderTests {

    private static final int BASELINE = 2;

    /** Who saw how many threads. */
    private static final Map<String, List<Integer>> SEEN = new TreeMap<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    AopAutoConfiguration.class,
                    ThreadpoolctlAutoConfiguration.class,
                    ValidationAutoConfiguration.class,
                    TransactionsAutoConfiguration.class))
            .withUserConfiguration(Around.class)
            .withBean(Everything.class)
            .withPropertyValues("threadpoolctl.process.blas=" + BASELINE);

    @BeforeAll
    static void load() {
        DebianLibraries.load(DebianLibraries.OPENBLAS);
    }

    @BeforeEach
    void nobodyHasSeenAnything() {
        SEEN.clear();
    }

    @Test
    void noAdviceIsInsideTheLimit() {
        runner.run(context -> {
            Advisor[] advisors = ((Advised) context.getBean(Everything.class)).getAdvisors();
            assertThat(List.of(advisors)).hasSizeGreaterThan(5).last().isInstanceOf(ThreadpoolLimitsAdvisor.class);
        });
    }

    @Test
    void transactionsBeginAndCommitOutside() {
        runner.run(context -> {
            context.getBean(Everything.class).transactional();
            assertThat(SEEN)
                    .isEqualTo(Map.of("begin", List.of(BASELINE), "body", List.of(1), "commit", List.of(BASELINE)));
        });
    }

    @Test
    void cachesAreAskedOutside() {
        runner.run(context -> {
            long opened = DebianLibraries.openedScopes();
            context.getBean(Everything.class).cacheable("key");
            context.getBean(Everything.class).cacheable("key");
            assertThat(SEEN).isEqualTo(Map.of("cache", List.of(BASELINE, BASELINE), "body", List.of(1)));
            assertThat(DebianLibraries.openedScopes()).isEqualTo(opened + 1);
        });
    }

    @Test
    void retriesAreDecidedOutside() {
        runner.run(context -> {
            assertThatThrownBy(() -> context.getBean(Everything.class).retryable())
                    .isInstanceOf(IllegalStateException.class);
            assertThat(SEEN).isEqualTo(Map.of("retry", List.of(BASELINE, BASELINE), "body", List.of(1, 1)));
        });
    }

    @Test
    void argumentsAreValidatedOutside() {
        runner.run(context -> {
            context.getBean(Everything.class).validated("argument");
            assertThat(SEEN).isEqualTo(Map.of("validation", List.of(BASELINE), "body", List.of(1)));
        });
    }

    @Test
    void theCallerOfAnAsynchronousMethodIsNotLimited() {
        runner.run(context -> {
            assertThat(context.getBean(Everything.class).async().get()).isEqualTo(1);
        });
    }

    @Test
    void theOrderCanBeChanged() {
        runner.withPropertyValues("threadpoolctl.aspect.order=-2147483648").run(context -> {
            context.getBean(Everything.class).transactional();
            assertThat(SEEN).isEqualTo(Map.of("begin", List.of(1), "body", List.of(1), "commit", List.of(1)));
        });
    }

    static void see(String who) {
        SEEN.computeIfAbsent(who, name -> new ArrayList<>()).add(DebianLibraries.blasThreads());
    }

    @Validated
    static class Everything {

        @Async
        @ThreadpoolLimits(blas = 1)
        CompletableFuture<Integer> async() {
            return CompletableFuture.completedFuture(DebianLibraries.blasThreads());
        }

        @Transactional
        @ThreadpoolLimits(blas = 1)
        void transactional() {
            see("body");
        }

        @Cacheable(cacheNames = "cache", keyGenerator = "keys")
        @ThreadpoolLimits(blas = 1)
        String cacheable(String key) {
            see("body");
            return key;
        }

        @Retryable(maxRetries = 1, delay = 1, predicate = RetryPredicate.class)
        @ThreadpoolLimits(blas = 1)
        void retryable() {
            see("body");
            throw new IllegalStateException("try again");
        }

        @ConcurrencyLimit(1)
        @ThreadpoolLimits(blas = 1)
        void concurrencyLimited() {
            see("body");
        }

        @ThreadpoolLimits(blas = 1)
        void validated(@Seen String argument) {
            see("body");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    @EnableCaching
    @EnableResilientMethods
    static class Around {

        @Bean
        KeyGenerator keys() {
            return (target, method, parameters) -> {
                see("cache");
                return parameters[0];
            };
        }

        @Bean
        ConcurrentMapCacheManager cacheManager() {
            return new ConcurrentMapCacheManager();
        }
    }

    /** By its name it comes after ours, as Spring Boot's own does. */
    @AutoConfiguration
    @EnableTransactionManagement
    static class TransactionsAutoConfiguration {

        @Bean
        Transactions transactionManager() {
            return new Transactions();
        }
    }

    static class RetryPredicate implements MethodRetryPredicate {
        @Override
        public boolean shouldRetry(Method method, Throwable throwable) {
            see("retry");
            return true;
        }
    }

    static class Transactions extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return "transaction";
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            see("begin");
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            see("commit");
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            see("rollback");
        }
    }

    @Constraint(validatedBy = SeenValidator.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Seen {

        String message() default "";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    static class SeenValidator implements ConstraintValidator<Seen, String> {
        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            see("validation");
            return true;
        }
    }
}
