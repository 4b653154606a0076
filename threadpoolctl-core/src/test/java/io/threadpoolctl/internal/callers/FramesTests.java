package io.threadpoolctl.internal.callers;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a stack tells of its thread. */
class FramesTests {

    private static Frames here(String... outermost) {
        Stream<Frames.Frame> inner = StackWalker.getInstance()
                .walk(stack -> stack.map(each -> new Frames.Frame(each.getClassName(), each.getMethodName()))
                        .toList())
                .stream();
        return new Frames(Stream.concat(inner, Stream.of(outermost).map(each -> new Frames.Frame(each, "doFilter")))
                .toList());
    }

    @Test
    void whoIsInsideACallThatLimitsIsLimited() {
        assertThat(Threadpools.ofProcess().call(Limits.blas(1), () -> here().areLimited()))
                .isTrue();
        assertThat(here().areLimited()).isFalse();
    }

    @Test
    void aRequestThatOnlyPassesAFilterOfOursIsNotLimited() {
        Frames frames = here("io.threadpoolctl.spring.LimitedThreadsAutoConfiguration$RequestWorkers");
        assertThat(frames.areLimited()).isFalse();
        assertThat(frames.all().get(frames.all().size() - 1).isOfOurs()).isTrue();
    }
}
