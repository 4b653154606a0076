package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the scopes of the workers open and close. */
@Timeout(300)
class LimitedTests {

    private static final class Scopes implements Limited {
        private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
        private final AtomicInteger open = new AtomicInteger();
        private final AtomicInteger opened = new AtomicInteger();

        @Override
        public @Nullable Object call(Callable<?> code) throws Exception {
            opened.incrementAndGet();
            open.incrementAndGet();
            depth.set(depth.get() + 1);
            try {
                return code.call();
            } finally {
                depth.set(depth.get() - 1);
                open.decrementAndGet();
            }
        }

        boolean inside() {
            return depth.get() > 0;
        }
    }

    private final Scopes scopes = new Scopes();
    private final ThreadPool pool =
            ThreadPool.builder().processes(2).limited(scopes).build();

    @AfterEach
    void end() {
        pool.close();
        assertThat(scopes.open).hasValue(0);
    }

    @Test
    void everyKindOfTaskRunsInsideAScope() throws Exception {
        assertThat(pool.apply(scopes::inside)).isTrue();
        assertThat(pool.submit(scopes::inside).get()).isTrue();
        assertThat(pool.map(x -> scopes.inside(), List.of(1, 2, 3), 1)).containsOnly(true);
        assertThat(pool.imap(x -> scopes.inside(), List.of(1, 2, 3))).containsOnly(true);
        assertThat(pool.imapUnordered(x -> scopes.inside(), List.of(1, 2, 3), 2))
                .containsOnly(true);
        CountDownLatch inside = new CountDownLatch(1);
        pool.execute(() -> {
            if (scopes.inside()) {
                inside.countDown();
            }
        });
        inside.await();
    }

    @Test
    void soDoCallbacksAndTheInitializer() {
        AtomicInteger inside = new AtomicInteger();
        Runnable count = () -> inside.addAndGet(scopes.inside() ? 1 : 0);
        pool.applyAsync(() -> 1, value -> count.run()).await();
        assertThat(inside).hasValue(1);
        try (ThreadPool initialized = ThreadPool.builder()
                .processes(1)
                .limited(scopes)
                .initializer(count)
                .build()) {
            initialized.apply(() -> 1);
        }
        assertThat(inside).hasValue(2);
    }

    @Test
    void thereIsOneScopeForEachTaskAndEachChunkAndNoneForAnIdlePool() {
        assertThat(scopes.opened).hasValue(0);
        pool.apply(() -> 1);
        assertThat(scopes.opened).hasValue(1);
        pool.map(x -> x, MapTests.numbers(100), 10);
        assertThat(scopes.opened).hasValue(11);
    }

    @Test
    void whenTheResultIsThereTheScopesAreClosed() {
        for (int i = 0; i < 1000; i++) {
            pool.applyAsync(() -> 1).await();
            assertThat(scopes.open).hasValue(0);
            pool.map(x -> x, List.of(1, 2), 1);
            assertThat(scopes.open).hasValue(0);
        }
    }

    @Test
    void aScopeThatCannotBeOpenedFailsTheTaskAndHangsNobody() {
        IllegalStateException failure = new IllegalStateException("no native access");
        try (ThreadPool broken = ThreadPool.builder()
                .processes(1)
                .limited(code -> {
                    throw failure;
                })
                .build()) {
            assertThatThrownBy(() -> broken.apply(() -> 1)).isSameAs(failure);
            assertThatThrownBy(() -> broken.map(x -> x, List.of(1, 2), 1)).isSameAs(failure);
            ResultIterator<Integer> results =
                    broken.imap(x -> x, List.of(1, 2), 2).iterator();
            assertThatThrownBy(results::next).isSameAs(failure);
            assertThatThrownBy(results::next).isSameAs(failure);
            assertThat(results.hasNext()).isFalse();
        }
    }
}
