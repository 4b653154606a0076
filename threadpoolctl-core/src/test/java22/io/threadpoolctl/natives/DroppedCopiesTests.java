package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Copies of the core whose class loaders are dropped, as those of web applications that are undeployed; through FFM. */
@Timeout(240)
class DroppedCopiesTests {

    private static final int COPIES = 5;

    @Test
    void nothingOfOursKeepsTheirClassLoadersAlive() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String gomp = DebianLibrary.LIBGOMP.path();
        jvm().killedAfter(Duration.ofMinutes(1)).run(() -> {
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
                    .noneMatch(name -> name.startsWith("threadpoolctl"));
            container.shutdown();
        });
    }

    @Test
    void whatADroppedCopyHadAskedForIsGivenUp() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        jvm().killedAfter(Duration.ofMinutes(1)).run(() -> {
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

    /** The JDK's own soft caches would hold the last copy until memory is short. */
    private static NativeJvm jvm() {
        return NativeJvm.plain().option("-XX:SoftRefLRUPolicyMSPerMB=0");
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
        copy.close();
        return new WeakReference<>(copy.loader());
    }

    private static WeakReference<ClassLoader> capAndDrop() {
        Copy copy = Copy.load();
        copy.capAll(1);
        copy.close();
        return new WeakReference<>(copy.loader());
    }

    private static void awaitGone(List<WeakReference<ClassLoader>> loaders) {
        while (loaders.stream().anyMatch(loader -> loader.get() != null)) {
            System.gc();
        }
    }
}
