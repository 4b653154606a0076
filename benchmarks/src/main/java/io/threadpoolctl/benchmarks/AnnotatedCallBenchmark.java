package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolLimits;
import java.util.concurrent.TimeUnit;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An annotated bean's method in steady state, beside the same method behind a proxy that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnnotatedCallBenchmark {

    private final Holder holder;
    private final ConfigurableApplicationContext context;
    private final Calculation annotated;
    private final Calculation plain;

    /** Starts an application, and a thread that holds a scope. */
    public AnnotatedCallBenchmark() {
        System.load(Native.OPENBLAS);
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run();
        annotated = context.getBean(Calculation.class);
        ProxyFactory factory = new ProxyFactory(new Calculation());
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
        plain = (Calculation) factory.getProxy();
        holder = Holder.of(Threadpools.ofProcess(), Limits.blas(1));
    }

    /** Ends both. */
    @TearDown
    public void end() {
        holder.end();
        context.close();
    }

    /** The floor. */
    @Benchmark
    public int plainProxiedCall() {
        return plain.value();
    }

    /** All included. */
    @Benchmark
    public int annotatedCall() {
        return annotated.value();
    }

    /** A bean. */
    public static class Calculation {

        /** A method that needs nothing. */
        @ThreadpoolLimits(blas = 1)
        public int value() {
            return 1;
        }
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static class Application {

        @Bean
        Calculation calculation() {
            return new Calculation();
        }
    }
}
