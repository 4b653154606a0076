package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several copies of the core in one JVM: the number belongs to the process, so they must agree. */
@Timeout(120)
class CopiesTests {

    private static final int ROUNDS = 2000;

    @Test
    void theSmallestRequestOfAllCopiesIsInForceAndTheLastOneOutRestores() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().environment("OPENBLAS_NUM_THREADS", "2").run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Copy one = Copy.load();
            Copy other = Copy.load();
            Runnable first = one.limitBlas(1);
            assertThat(threads.getAsInt()).isEqualTo(1);
            Runnable second = other.limitBlas(3);
            assertThat(threads.getAsInt()).isEqualTo(1);
            first.run();
            assertThat(threads.getAsInt()).isEqualTo(3);
            second.run();
            assertThat(threads.getAsInt()).isEqualTo(found);
        });
    }

    @Test
    void oneThreadInTwoCopiesIsTwoOwners() {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "8").run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Copy one = Copy.load();
            Copy other = Copy.load();
            Runnable first = one.limitOpenmp(2);
            Runnable second = other.limitOpenmp(5);
            assertThat(threads.getAsInt()).isEqualTo(2);
            first.run();
            assertThat(threads.getAsInt()).isEqualTo(5);
            Runnable third = one.limitOpenmp(3);
            assertThat(threads.getAsInt()).isEqualTo(3);
            second.run();
            assertThat(threads.getAsInt()).isEqualTo(3);
            third.run();
            assertThat(threads.getAsInt()).isEqualTo(8);
        });
    }

    @Test
    void aCapOfOneCopyHoldsForTheOther() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Copy one = Copy.load();
            Copy other = Copy.load();
            Runnable cap = one.capAll(1);
            Runnable scope = other.limitBlas(2);
            assertThat(threads.getAsInt()).isEqualTo(1);
            scope.run();
            assertThat(threads.getAsInt()).isEqualTo(1);
            cap.run();
            assertThat(threads.getAsInt()).isEqualTo(found);
        });
    }

    @Test
    void aCapOfOneCopyHoldsForWhatTheOtherSetsOnThreadsAndIsShownThere() {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "8").run(() -> {
            IntSupplier threads = NativeCode.load(gomp).intGetter("omp_get_max_threads");
            Copy one = Copy.load();
            Copy other = Copy.load();
            other.look();
            Runnable cap = one.capAll(2);
            assertThat(other.caps()).isEqualTo("[all=2 by a test]");
            Runnable scope = other.limitOpenmp(5);
            assertThat(threads.getAsInt()).isEqualTo(2);
            scope.run();
            cap.run();
            assertThat(other.caps()).isEqualTo("[]");
            Runnable uncapped = other.limitOpenmp(5);
            assertThat(threads.getAsInt()).isEqualTo(5);
            uncapped.run();
            assertThat(threads.getAsInt()).isEqualTo(8);
        });
    }

    @Test
    void aCapReachesThreadsThatHaveNotUsedLlvmsRuntimeYet() {
        String libomp = DebianLibrary.LIBOMP.path();
        NativeJvm.plain().environment("OMP_NUM_THREADS", "8").run(() -> {
            IntSupplier threads = NativeCode.load(libomp).intGetter("omp_get_max_threads");
            assertThat(threads.getAsInt()).isEqualTo(8);
            Copy one = Copy.load();
            Copy other = Copy.load();
            other.look();
            Runnable wide = one.capAll(16);
            assertThat(onANewThread(threads)).isEqualTo(8);
            Runnable cap = one.capAll(2);
            assertThat(onANewThread(threads)).isEqualTo(2);
            cap.run();
            assertThat(onANewThread(threads)).isEqualTo(8);
            wide.run();
            assertThat(onANewThread(threads)).isEqualTo(8);
        });
    }

    private static int onANewThread(IntSupplier supplier) {
        return CompletableFuture.supplyAsync(supplier::getAsInt, task -> new Thread(task).start())
                .join();
    }

    @Test
    void nobodyIsEverWiderThanAskedWhileThreadsOfBothComeAndGo() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().fullyCompiled().run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            List<Copy> copies = List.of(Copy.load(), Copy.load());
            CyclicBarrier start = new CyclicBarrier(4);
            AtomicInteger tooWide = new AtomicInteger();
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int number = i;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                    for (int round = 0; round < ROUNDS; round++) {
                        int asked = 1 + (round + number) % 4;
                        Runnable scope = copies.get(number % 2).limitBlas(asked);
                        tooWide.addAndGet(threads.getAsInt() > asked ? 1 : 0);
                        scope.run();
                    }
                });
                all.add(thread);
                thread.start();
            }
            for (Thread thread : all) {
                thread.join();
            }
            assertThat(tooWide).hasValue(0);
            assertThat(threads.getAsInt()).isEqualTo(found);
        });
    }

    @Test
    void thePlaceWhereTheyMeetSurvivesOtherSystemPropertiesAndDisturbsNone() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        NativeJvm.plain().run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            Copy one = Copy.load();
            Runnable first = one.limitBlas(1);
            Properties before = System.getProperties();
            assertThat(before).allSatisfy((key, value) -> {
                assertThat(key).isInstanceOf(String.class);
                assertThat(value).isInstanceOf(String.class);
            });
            before.list(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
            store(before);
            Properties fresh = new Properties();
            fresh.putAll(before);
            System.setProperties(fresh);
            Copy other = Copy.load();
            Runnable second = other.limitBlas(2);
            assertThat(threads.getAsInt()).isEqualTo(1);
            System.setProperties(before);
            first.run();
            assertThat(threads.getAsInt()).isEqualTo(2);
            second.run();
        });
    }

    private static void store(Properties properties) throws IOException {
        properties.store(new ByteArrayOutputStream(), "everything");
    }
}
