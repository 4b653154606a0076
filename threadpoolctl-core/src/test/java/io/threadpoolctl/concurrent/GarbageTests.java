package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;

/** What the pool keeps alive: nothing. */
@Timeout(300)
class GarbageTests {
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

    @Test
    void argumentsAndResultsAreNotKeptAlive() throws Exception {
        try (ThreadPool pool = ThreadPool.create(2)) {
            ReferenceQueue<Object> collected = new ReferenceQueue<>();
            List<WeakReference<Object>> references = new ArrayList<>();
            useUp(pool, collected, references);
            assertCollected(collected, references.size());
        }
    }

    /** A method of its own, so that nothing of it is left on the stack. */
    private static void useUp(
            ThreadPool pool, ReferenceQueue<Object> collected, List<WeakReference<Object>> references) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Object item = new Object();
            items.add(item);
            references.add(new WeakReference<>(item, collected));
        }
        for (Object item : items) {
            assertThat(pool.<Object>apply(() -> item)).isSameAs(item);
        }
        assertThat(pool.map(x -> x, items, 1)).isEqualTo(items);
        assertThat(pool.imap(x -> x, items, 3)).containsExactlyElementsOf(items);
        assertThat(pool.imapUnordered(x -> x, items)).containsAll(items);
    }

    @Test
    void aResultThatIsKeptDoesNotKeepItsTask() throws Exception {
        try (ThreadPool pool = ThreadPool.create(1)) {
            ReferenceQueue<Object> collected = new ReferenceQueue<>();
            List<WeakReference<Object>> references = new ArrayList<>();
            List<AsyncResult<?>> results = runOn(pool, collected, references);
            assertCollected(collected, references.size());
            assertThat(results).allMatch(AsyncResult::ready);
        }
    }

    private static List<AsyncResult<?>> runOn(
            ThreadPool pool, ReferenceQueue<Object> collected, List<WeakReference<Object>> references) {
        Object argument = new Object();
        references.add(new WeakReference<>(argument, collected));
        AsyncResult<Integer> task = pool.applyAsync(argument::hashCode);
        AsyncResult<List<Integer>> map = pool.mapAsync(x -> argument.hashCode() + x, List.of(1));
        AsyncResult<List<Object>> failed =
                pool.mapAsync(x -> Sneaky.rethrow(new IllegalStateException()), List.of(argument));
        task.await();
        map.await();
        assertThatThrownBy(failed::await).isInstanceOf(IllegalStateException.class);
        AsyncResult<Integer> cancelled = pool.applyAsync(argument::hashCode);
        cancelled.cancel(false);
        return List.of(task, map, failed, cancelled);
    }

    @Test
    void theWorkersOfAForgottenPoolEndAndItsResultsArrive() throws Exception {
        List<Thread> threads = new ArrayList<>();
        AsyncResult<Integer> result = forget(threads);
        awaitEnd(threads);
        assertThat(result.await()).isEqualTo(7);
    }

    private static AsyncResult<Integer> forget(List<Thread> threads) {
        ThreadPool pool = ThreadPool.builder()
                .processes(2)
                .threadFactory(code -> {
                    Thread thread = new Thread(code);
                    thread.setDaemon(true);
                    threads.add(thread);
                    return thread;
                })
                .build();
        return pool.applyAsync(() -> 7);
    }

    @Test
    void anUnreadImapDoesNotKeepAPoolFromEnding() throws Exception {
        List<Thread> threads = new ArrayList<>();
        ThreadPool pool = ThreadPool.builder()
                .processes(1)
                .threadFactory(code -> {
                    Thread thread = new Thread(code);
                    threads.add(thread);
                    return thread;
                })
                .build();
        readALittle(pool);
        pool.shutdown();
        awaitEnd(threads);
        assertThat(pool.isTerminated()).isTrue();
    }

    private static void readALittle(ThreadPool pool) {
        Iterable<Integer> endless = () -> Stream.iterate(0, x -> x + 1).iterator();
        assertThat(pool.imap(x -> x, endless).iterator().next()).isZero();
    }

    @Test
    void whatIsBeingReadIsNotForgotten() throws Exception {
        ReferenceQueue<Object> collected = new ReferenceQueue<>();
        try (ThreadPool pool = ThreadPool.create(1)) {
            Iterable<Integer> endless = () -> Stream.iterate(0, x -> x + 1).iterator();
            ResultIterator<Integer> reader = pool.imap(x -> x, endless).iterator();
            Stream<Integer> stream = pool.imap(x -> x, endless).stream();
            PhantomReference<Object> witness = witness(collected);
            assertCollected(collected, 1);
            System.gc();
            for (int i = 0; i < 100; i++) {
                assertThat(reader.next()).isEqualTo(i);
            }
            assertThat(stream.limit(100).count()).isEqualTo(100);
            assertThat(witness.refersTo(null)).isTrue();
        }
    }

    private static PhantomReference<Object> witness(ReferenceQueue<Object> collected) {
        return new PhantomReference<>(new Object(), collected);
    }

    @Test
    void forgettingIsAWarningAndEndingIsNot() {
        List<String> warnings = new ArrayList<>();
        Logger log = countingLogger(warnings);
        try (ThreadPool pool = ThreadPool.create(1)) {
            new Forgotten(pool.workers, log).run();
            assertThat(warnings).containsExactly("warn");
            assertThat(pool.isShutdown()).isTrue();
            new Forgotten(pool.workers, log).run();
            assertThat(warnings).hasSize(1);
        }
    }

    /** Notes the name of each method that is called. */
    static Logger countingLogger(List<String> calls) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(), new Class<?>[] {Logger.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return null;
                });
    }

    private static void assertCollected(ReferenceQueue<Object> collected, int count) throws InterruptedException {
        long start = System.nanoTime();
        int seen = 0;
        while (seen < count && System.nanoTime() - start < PATIENCE) {
            System.gc();
            while (seen < count && collected.remove(50) != null) {
                seen++;
            }
        }
        assertThat(seen).isEqualTo(count);
    }

    private static void awaitEnd(List<Thread> threads) throws InterruptedException {
        long start = System.nanoTime();
        for (Thread thread : threads) {
            while (thread.isAlive() && System.nanoTime() - start < PATIENCE) {
                System.gc();
                thread.join(50);
            }
        }
        assertThat(threads).isNotEmpty().noneMatch(Thread::isAlive);
    }
}
