package io.threadpoolctl.spring;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spring.ThreadpoolctlProperties.AsyncReturnTypes;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;

/**
 * Hands the application's interceptor to woven code, whose aspect is made by the weaver and knows no application context.
 * Before there is one, and without Spring, woven code has an interceptor without any configuration.
 */
final class WovenCode implements InitializingBean, DisposableBean {

    /** As the property has it by default. */
    private static final Duration HELD_AT_MOST = Duration.ofMinutes(1);

    private static final LimitInterceptor UNCONFIGURED = unconfigured();

    private static volatile LimitInterceptor current = UNCONFIGURED;

    private final LimitInterceptor interceptor;

    WovenCode(LimitInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    static LimitInterceptor interceptor() {
        return current;
    }

    @Override
    public void afterPropertiesSet() {
        use(interceptor);
    }

    @Override
    public void destroy() {
        if (current == interceptor) {
            use(UNCONFIGURED);
        }
    }

    private static void use(LimitInterceptor interceptor) {
        current = interceptor;
    }

    private static LimitInterceptor unconfigured() {
        Threadpools pools = Threadpools.ofProcess();
        AnnotationReader reader = new AnnotationReader(pools, ConfiguredLimits.none(), WovenCode::withoutPlaceholders);
        AsyncReturnTypeCheck asyncReturnTypes = new AsyncReturnTypeCheck(AsyncReturnTypes.WARN);
        Holds holds = new Holds(pools, HELD_AT_MOST, false);
        return new LimitInterceptor(
                pools, new LimitedMethods(reader, asyncReturnTypes), holds, () -> true, () -> false);
    }

    private static String withoutPlaceholders(String text) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("There is no application context that could resolve placeholders.");
        }
        return text;
    }
}
