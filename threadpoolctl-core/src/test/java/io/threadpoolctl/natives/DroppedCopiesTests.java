package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copies of the core whose class loaders are dropped, as those of web applications that are undeployed.
 *
 * <p>JNA's cleaner ends half a minute after there is nothing left to clean up, and so long it keeps JNA's class loader.
 */
@Timeout(240)
@Tag("long")
class DroppedCopiesTests {

    private static final int COPIES = 5;

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void nothingOfOursKeepsTheirClassLoadersAlive(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm(binding).killedAfter(Duration.ofMinutes(3)).run(() -> {
            NativeCode.load(openblas);
            NativeCode.load(gomp);
            ExecutorService container = Executors.newFixedThreadPool(1);
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < COPIES; i++) {
                loaders.add(useAndDrop(container));
            }
            awaitGone(loaders);
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("threadpoolctl"))
                    .filteredOn(name -> name.startsWith("JNA"))
                    .as("but for the one of this test's own JNA")
                    .hasSizeLessThanOrEqualTo(1);
            container.shutdown();
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatADroppedCopyHadAskedForIsGivenUp(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm(binding).killedAfter(Duration.ofMinutes(3)).run(() -> {
            IntSupplier threads = NativeCode.load(openblas).intGetter("openblas_get_num_threads");
            int found = threads.getAsInt();
            Copy stays = Copy.load();
            stays.look();
            awaitGone(List.of(capAndDrop()));
            while (threads.getAsInt() != found) {
                stays.look();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whoComesAndGoesAmongOthersNoticesIt(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm(binding).killedAfter(Duration.ofMinutes(3)).run(() -> {
            NativeCode blas = NativeCode.load(openblas);
            IntSupplier threads = blas.intGetter("openblas_get_num_threads");
            blas.function("openblas_set_num_threads").invokeVoid(new Object[] {6});
            Copy stays = Copy.load();
            Runnable first = stays.limitBlas(3);
            ExecutorService other = Executors.newFixedThreadPool(1);
            Runnable second = other.submit(() -> stays.limitBlas(3)).get();

            awaitGone(List.of(limitAndDrop()));
            assertThat(threads.getAsInt()).isEqualTo(1);
            first.run();
            assertThat(threads.getAsInt()).isEqualTo(3);

            awaitGone(List.of(limitAndDrop()));
            assertThat(threads.getAsInt()).isEqualTo(1);
            stays.limitBlas(4).run();
            assertThat(threads.getAsInt()).isEqualTo(3);

            other.submit(second).get();
            assertThat(threads.getAsInt()).isEqualTo(6);
            other.shutdown();
        });
    }

    /** The JDK's own soft caches would hold the last copy until memory is short. */
    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain().property("threadpoolctl.binding", binding).option("-XX:SoftRefLRUPolicyMSPerMB=0");
    }

    private static WeakReference<ClassLoader> useAndDrop(ExecutorService container) throws Exception {
        Copy copy = Copy.load();
        copy.look();
        copy.limitBlas(1).run();
        copy.limitOpenmp(1).run();
        container.submit(copy::callLimited).get();
        Thread own = new Thread(copy::callLimited);
        own.start();
        own.join();
        copy.callLimitedOnAVirtualThread();
        copy.close();
        return new WeakReference<>(copy.loader());
    }

    private static WeakReference<ClassLoader> capAndDrop() {
        Copy copy = Copy.load();
        copy.capAll(1);
        copy.close();
        return new WeakReference<>(copy.loader());
    }

    private static WeakReference<ClassLoader> limitAndDrop() {
        Copy copy = Copy.load();
        copy.limitProcess(1);
        copy.close();
        return new WeakReference<>(copy.loader());
    }

    private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
        while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
            System.gc();
            LockSupport.parkNanos(10_000_000); // not to take the processor from others while a cleaner lingers
        }
    }
}
