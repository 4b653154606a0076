package io.threadpoolctl.actuate;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;

/** Answers for the {@link UnreadableBody} where WebFlux serves, ahead of what the application has for its own requests. */
final class UnreadableBodyHandler implements WebExceptionHandler, Ordered {

    private final UnreadableBody body;

    UnreadableBodyHandler(UnreadableBody body) {
        this.body = body;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (!(failure instanceof ServerWebInputException)
                || !body.isAbout(exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
            return Mono.error(failure);
        }
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(UnreadableBody.STATUS));
        response.getHeaders().setContentType(MediaType.parseMediaType(UnreadableBody.TYPE));
        return response.writeWith(Mono.just(response.bufferFactory().wrap(UnreadableBody.answer())));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
