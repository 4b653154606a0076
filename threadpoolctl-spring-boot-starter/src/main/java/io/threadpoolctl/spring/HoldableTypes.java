package io.threadpoolctl.spring;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.springframework.util.ClassUtils;

/** Results whose end can be waited for: stages, and publishers that may be replaced by others. */
final class HoldableTypes {

    static final boolean REACTOR =
            ClassUtils.isPresent("reactor.core.publisher.Flux", HoldableTypes.class.getClassLoader());

    /** By name, since Reactor need not be there; and not what extends them, which no other publisher could stand for. */
    private static final Set<String> PUBLISHERS =
            Set.of("reactor.core.publisher.Mono", "reactor.core.publisher.Flux", "org.reactivestreams.Publisher");

    private HoldableTypes() {}

    static boolean isReturnedBy(Method method) {
        Class<?> type = method.getReturnType();
        return CompletionStage.class.isAssignableFrom(type) || (REACTOR && PUBLISHERS.contains(type.getName()));
    }
}
