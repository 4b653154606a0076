package io.threadpoolctl.spring;

import io.threadpoolctl.spring.ThreadpoolctlProperties.AsyncReturnTypes;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.KotlinDetector;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;

/**
 * Notices methods that return before their work is done: their limit is gone when the work begins, unless it is held until
 * the result has ended.
 */
final class AsyncReturnTypeCheck {

    private static final Logger LOG = LoggerFactory.getLogger(AsyncReturnTypeCheck.class);

    private static final Set<Class<?>> DEFERRED =
            Set.of(CompletionStage.class, Future.class, Callable.class, BaseStream.class, Flow.Publisher.class);

    /** Of Spring's web modules, which need not be there. */
    private static final Set<String> DEFERRED_IN_WEB = Set.of(
            "org.springframework.web.context.request.async.DeferredResult",
            "org.springframework.web.context.request.async.WebAsyncTask",
            "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
            "org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody");

    private final AsyncReturnTypes policy;

    AsyncReturnTypeCheck(AsyncReturnTypes policy) {
        this.policy = policy;
    }

    /**
     * Whether the limits of a method are to be held until its result has ended.
     *
     * @param asked whether the annotation asks for it
     */
    boolean hold(Method method, boolean asked, String place) {
        boolean holdable = HoldableTypes.isReturnedBy(method);
        if (asked && !holdable && AnnotatedElementUtils.hasAnnotation(method, ThreadpoolLimits.class)) {
            throw new InvalidLimitException(
                    place + " says hold = true, but the method returns " + result(method) + ".",
                    "Return a CompletionStage, a Mono or a Flux, whose end can be waited for, or say nothing of hold.",
                    null);
        }
        boolean hold = holdable && (asked || policy == AsyncReturnTypes.HOLD);
        if (!hold) {
            check(method, place);
        }
        return hold;
    }

    private void check(Method method, String place) {
        if (policy == AsyncReturnTypes.IGNORE || !returnsEarly(method)) {
            return;
        }
        String problem = place + " limits a method that returns " + result(method)
                + ": the limit ends when the method returns, before the work is done.";
        String action = "Annotate the method that computes instead; "
                + (HoldableTypes.isReturnedBy(method)
                        ? "hold = true keeps the limit until the result has ended; "
                        : "it can be held until the end of a CompletionStage, a Mono or a Flux only; ")
                + "threadpoolctl.aspect.async-return-types=ignore says that this is as meant.";
        if (policy == AsyncReturnTypes.FAIL) {
            throw new InvalidLimitException(problem, action, null);
        }
        LOG.warn("{} {}", problem, action);
    }

    private static boolean returnsEarly(Method method) {
        return (isDeferred(method.getReturnType()) || KotlinDetector.isSuspendingFunction(method)) && !isAsync(method);
    }

    private static boolean isDeferred(Class<?> type) {
        return DEFERRED.stream().anyMatch(deferred -> deferred.isAssignableFrom(type))
                || ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null
                || isDeferredInWeb(type);
    }

    private static boolean isDeferredInWeb(Class<?> type) {
        for (Class<?> next = type; next != null; next = next.getSuperclass()) {
            if (DEFERRED_IN_WEB.contains(next.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Its body runs inside the limit, on the other thread. */
    private static boolean isAsync(Method method) {
        return AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(method.getDeclaringClass(), Async.class);
    }

    private static String result(Method method) {
        if (KotlinDetector.isSuspendingFunction(method)) {
            return "from a coroutine";
        }
        Class<?> type = method.getReturnType();
        return type == void.class ? "nothing" : type.isPrimitive() ? type.getName() : "a " + type.getSimpleName();
    }
}
