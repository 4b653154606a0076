package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thread dumps under load: whoever holds a lock of ours does nothing meanwhile but our bookkeeping and the library's
 * setter. So nobody waits for a lock of ours longer than those take, whatever users do in their scopes.
 */
@Timeout(300)
class LockTests {

    private static final int THREADS = 16;
    private static final int PEOPLE = 3;
    private static final int DUMPS = 50;
    private static final int BASELINE = 8;
    private static final long A_WHILE = 50_000;

    private final FakeSource source = new FakeSource();
    private final Threadpools pools = source.pools();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private int blocked;

    @Test
    void nobodyRunsUserCodeWhileHoldingALockOfOurs() throws Exception {
        source.load("fakeblas", UserApi.BLAS, new FakeProcessControl(BASELINE));
        source.load("fakeomp", UserApi.OPENMP, new FakeThreadControl(BASELINE));
        List<String> found = underLoad(() -> {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < DUMPS; i++) {
                all.addAll(userCodeUnderLocks());
            }
            return all;
        });
        System.out.println("LockTests: " + blocked + " threads waited for a lock of ours in " + DUMPS + " dumps of "
                + THREADS + " threads");
        assertThat(found).isEmpty();
    }

    /** The guard of the guard: a setter runs under our lock, so what it calls does. */
    @Test
    void userCodeUnderALockIsFoundOut() throws Exception {
        source.load("fakeblas", UserApi.BLAS, new FakeProcessControl(BASELINE) {
            @Override
            public long limit(int threads) {
                userCode();
                return super.limit(threads);
            }
        });
        List<String> found = underLoad(() -> {
            List<String> all = new ArrayList<>();
            while (all.isEmpty()) {
                all.addAll(userCodeUnderLocks());
            }
            return all;
        });
        assertThat(found).first().asString().contains("ProcessValue");
    }

    /**
     * So a thread that waits for a lock, and loses its processor by that, does not make the next one wait, and all of them
     * each other in turn: while they wait they are inside, and whoever else comes and goes needs no lock.
     */
    @Test
    void nobodyNeedsTheLockOfAValueWhileSomebodyOfTheSameNumberIsInside() throws Exception {
        CountDownLatch isHeld = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        AtomicBoolean stops = new AtomicBoolean();
        FakeProcessControl value = new FakeProcessControl(BASELINE) {
            @Override
            public Integer threads() {
                if (stops.get() && holdsTheLockOfAValue()) {
                    isHeld.countDown();
                    await(letGo);
                }
                return super.threads();
            }
        };
        source.load("fakeblas", UserApi.BLAS, value);
        List<ExecutorService> people = new ArrayList<>();
        ExecutorService looking = Executors.newSingleThreadExecutor();
        try {
            List<LimitScope> open = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                ExecutorService person = Executors.newSingleThreadExecutor();
                people.add(person);
                person.submit(() -> pools.limit(Limits.all(1)).close()).get(); // the first time is another matter
            }
            for (ExecutorService person : people) {
                open.add(person.submit(() -> pools.limit(Limits.all(1))).get());
            }
            stops.set(true);
            Future<?> look = looking.submit(pools::snapshot);
            isHeld.await();
            for (int i = 0; i < 3 * PEOPLE; i++) { // each leaves as the one who is known to be inside, and comes again
                LimitScope scope = open.get(i % PEOPLE);
                ExecutorService person = people.get(i % PEOPLE);
                person.submit(scope::close).get();
                assertThat(value.value).as("after %d have left", i).hasValue(1);
                open.set(
                        i % PEOPLE,
                        person.submit(() -> pools.limit(Limits.all(1))).get());
            }
            assertThat(look.isDone()).as("whoever looks has gone on before").isFalse();
            letGo.countDown();
            look.get();
            for (int i = 0; i < PEOPLE; i++) {
                assertThat(value.value).as("before %d leaves", i).hasValue(1);
                people.get(i).submit(open.get(i)::close).get();
            }
            assertThat(value.value).as("when all have left").hasValue(BASELINE);
        } finally {
            letGo.countDown();
            people.forEach(ExecutorService::shutdown);
            looking.shutdown();
        }
    }

    private boolean holdsTheLockOfAValue() {
        ThreadInfo current =
                threads.getThreadInfo(new long[] {Thread.currentThread().getId()}, true, false)[0];
        return Arrays.stream(current.getLockedMonitors())
                .map(MonitorInfo::getLockedStackFrame)
                .anyMatch(frame -> frame != null && frame.getClassName().equals(ProcessValue.class.getName()));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> underLoad(Callable<List<String>> look) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Random random = new Random(i);
            results.add(executor.submit(() -> {
                while (!over.get()) {
                    pools.run(
                            Limits.all(1 + random.nextInt(4)),
                            () -> pools.run(Limits.all(1 + random.nextInt(4)), LockTests::userCode));
                }
            }));
        }
        try {
            return look.call();
        } finally {
            over.set(true);
            for (Future<?> result : results) {
                result.get();
            }
            executor.shutdown();
        }
    }

    /** What a dump shows of user code that runs deeper in the stack than a lock of ours was taken. */
    private List<String> userCodeUnderLocks() {
        List<String> found = new ArrayList<>();
        for (ThreadInfo info : threads.dumpAllThreads(true, false)) {
            List<StackTraceElement> stack = Arrays.asList(info.getStackTrace());
            int user = indexOfUserCode(stack);
            for (MonitorInfo lock : info.getLockedMonitors()) {
                if (isOurs(lock.getLockedStackFrame()) && user >= 0 && user < lock.getLockedStackDepth()) {
                    found.add(lock + " is held by " + info);
                }
            }
            if (info.getThreadState() == Thread.State.BLOCKED && isOurs(info.getStackTrace()[0])) {
                blocked++;
            }
        }
        return found;
    }

    private static int indexOfUserCode(List<StackTraceElement> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (stack.get(i).getMethodName().equals("userCode")) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOurs(@Nullable StackTraceElement frame) {
        return frame != null
                && frame.getClassName().startsWith("io.threadpoolctl.")
                && !frame.getClassName().contains("Tests");
    }

    private static void userCode() {
        LockSupport.parkNanos(A_WHILE);
    }
}
