package io.threadpoolctl.spring;

import io.threadpoolctl.CapturedLimits;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Holds limits for each subscription to a publisher. Reactor's context carries them along as well, for values of threads where
 * context propagation is automatic. Nothing else refers to this class, since Reactor need not be there.
 */
final class ReactorHolds {

    private ReactorHolds() {}

    /** Whether limits in Reactor's context are applied to the threads that work. */
    static boolean reachesThreads() {
        return Hooks.isAutomaticContextPropagationEnabled();
    }

    /**
     * The publisher that holds limits while anybody is subscribed.
     *
     * @param captured what the method itself is limited to; {@code null} from a mock
     */
    static Object until(Object result, @Nullable CapturedLimits captured, Supplier<Hold> open) {
        Context context = captured == null || captured.isNone()
                ? Context.empty()
                : Context.of(LimitsThreadLocalAccessor.KEY, captured);
        if (result instanceof Mono<?> mono) {
            return untilEnd(mono, context, open);
        }
        return result instanceof Publisher<?> publisher ? untilEnd(Flux.from(publisher), context, open) : result;
    }

    private static <T> Mono<T> untilEnd(Mono<T> mono, Context context, Supplier<Hold> open) {
        return Mono.using(open::get, hold -> mono.contextWrite(context), Hold::end);
    }

    private static <T> Flux<T> untilEnd(Flux<T> flux, Context context, Supplier<Hold> open) {
        return Flux.using(open::get, hold -> flux.contextWrite(context), Hold::end);
    }
}
