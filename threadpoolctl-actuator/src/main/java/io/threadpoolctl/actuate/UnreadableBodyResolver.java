package io.threadpoolctl.actuate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/** Answers for the {@link UnreadableBody} in servlet containers, ahead of what the application has for its own requests. */
final class UnreadableBodyResolver implements HandlerExceptionResolver, Ordered {

    private final UnreadableBody body;

    UnreadableBodyResolver(UnreadableBody body) {
        this.body = body;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!(exception instanceof HttpMessageNotReadableException)
                || !body.isAbout(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE))) {
            return null;
        }
        try {
            response.setStatus(UnreadableBody.STATUS);
            response.setContentType(UnreadableBody.TYPE);
            response.getOutputStream().write(UnreadableBody.answer());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ModelAndView();
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
