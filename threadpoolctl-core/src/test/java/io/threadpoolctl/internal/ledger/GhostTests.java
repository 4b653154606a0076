package io.threadpoolctl.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries come and go in a storm while calls are limited and everything is given back as soon as it can be. */
@Timeout(300)
class GhostTests {

    private static final int STEPS = 300;
    private static final int COPIES = 10;

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void afterAStormOfOpenBlasAndStubsWhatIsKnownIsWhatIsMapped(String binding) {
        String real = DebianLibrary.OPENBLAS_PTHREAD.path();
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String other = CStub.compile("shapes.c", "libshapes.so");
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        System.out.println("GhostTests: repeat with -Dthreadpoolctl.test.seed=" + seed);
        NativeJvm jvm = NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .environment("OPENBLAS_NUM_THREADS", "2")
                .environment("MALLOC_MMAP_THRESHOLD_", "1000")
                .environment("MALLOC_MMAP_MAX_", "1000000")
                .killedAfter(Duration.ofMinutes(4));
        jvm.run(() -> {
            Warnings warnings = new Warnings();
            Ledger ledger = new Ledger(
                    new NativeLibraries(new Catalogue(problem -> {}), warnings),
                    warnings,
                    ConcurrentHashMap::new,
                    TimeUnit.SECONDS.toNanos(10),
                    0);
            Threadpools pools = TestThreadpools.over(ledger);
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<?> calling = threads.submit(() -> {
                while (!over.get()) {
                    pools.run(Limits.blas(1), () -> {});
                }
            });
            Future<?> looking = threads.submit(() -> {
                while (!over.get()) {
                    ledger.tidy();
                    pools.info();
                }
            });
            String directory = Objects.requireNonNull(Path.of(stub).getParent()).toString();
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                List<String> paths = new ArrayList<>();
                for (int k = 0; k < COPIES; k++) {
                    String original = k == 0 ? real : k % 2 == 0 ? stub : other;
                    paths.add(Files.copy(Path.of(original), Path.of(directory, "storm" + i + "_" + k + ".so"))
                            .toString());
                }
                Random random = new Random(seed + i);
                storm.add(threads.submit(() -> comeAndGo(paths, random)));
            }
            for (Future<?> thread : storm) {
                thread.get();
            }
            over.set(true);
            calling.get();
            looking.get();
            threads.shutdown();
            while (!mappedBlas(directory).equals(known(pools))) {
                System.gc(); // the last of the list goes after it
                ledger.tidy();
            }
            assertThat(ledger.values().all()).hasSameSizeAs(known(pools));
        });
    }

    /** Nothing keeps the objects that stood for it; if anything did, the scenario would not end. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void ofALibraryThatIsGoneNothingIsKept(String binding) {
        String stub = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .killedAfter(Duration.ofMinutes(1))
                .run(() -> {
                    Warnings warnings = new Warnings();
                    Ledger ledger = new Ledger(
                            new NativeLibraries(new Catalogue(problem -> {}), warnings),
                            warnings,
                            ConcurrentHashMap::new,
                            TimeUnit.SECONDS.toNanos(10),
                            0);
                    Threadpools pools = TestThreadpools.over(ledger);
                    NativeCode code = NativeCode.load(stub);
                    pools.run(Limits.blas(1), () -> {});
                    WeakReference<PooledLibrary> library = new WeakReference<>(
                            ledger.values().libraries().findFirst().orElseThrow());
                    code.unload();
                    while (!library.refersTo(null)) {
                        ledger.tidy();
                        pools.run(Limits.blas(1), () -> {});
                        System.gc();
                    }
                    assertThat(pools.info()).isEmpty();
                });
    }

    private static Set<String> known(Threadpools pools) {
        return pools.info().stream().map(LibraryInfo::filepath).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void comeAndGo(List<String> paths, Random random) {
        NativeCode[] loaded = new NativeCode[paths.size()];
        for (int step = 0; step < STEPS; step++) {
            int i = random.nextInt(loaded.length);
            if (loaded[i] == null) {
                loaded[i] = NativeCode.load(paths.get(i));
            } else {
                loaded[i].unload();
                loaded[i] = null;
            }
        }
        for (int i = 1; i < loaded.length / 2; i++) {
            if (loaded[i] != null) {
                loaded[i].unload(); // so that it matters who else has it
            }
        }
    }

    /** The BLAS files of a directory that are mapped now. */
    private static Set<String> mappedBlas(String directory) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(" r-xp ") && line.contains(directory + "/"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .filter(path -> path.matches(".*_[02468]\\.so"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
