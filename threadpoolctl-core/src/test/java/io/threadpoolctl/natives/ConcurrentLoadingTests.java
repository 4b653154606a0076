package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stubs are loaded and unloaded by some threads while others make limited calls. More rounds by {@code
 * -Dthreadpoolctl.test.rounds=1000 -Djunit.jupiter.execution.timeout.mode=disabled}.
 */
@Timeout(600)
class ConcurrentLoadingTests {

    private static final int ROUNDS = Integer.getInteger("threadpoolctl.test.rounds", 100);
    private static final int DEPENDENCIES = 3;
    private static final long PAUSE = Duration.ofNanos(100_000).toNanos();
    private static final int COPIES = 40;
    private static final int STEPS_A_ROUND = 10;

    /** Whoever loads a library and then calls it under a limit has it limited, whatever others look for or load then. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aStubIsLimitedInTheFirstCallOfTheThreadThatHasLoadedIt(String binding) {
        String blas = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String dependency = CStub.compile("shapes.c", "libshapes.so");
        int rounds = ROUNDS;
        jvm(binding).run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            pools.refresh();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<?> traffic = threads.submit(() -> {
                while (!over.get()) {
                    pools.run(Limits.blas(1), () -> {});
                    LockSupport.parkNanos(PAUSE);
                }
            });
            List<Future<Integer>> loaders = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                String name = "loader" + i + "_";
                loaders.add(threads.submit(() -> tooWide(pools, blas, dependency, name, rounds)));
            }
            for (Future<Integer> tooWide : loaders) {
                assertThat(tooWide.get())
                        .as("first calls without a limit, of %d", rounds)
                        .isZero();
            }
            over.set(true);
            traffic.get();
            threads.shutdown();
        });
    }

    private static int tooWide(Threadpools pools, String blas, String dependency, String name, int rounds)
            throws IOException {
        int tooWide = 0;
        for (int round = 0; round < rounds; round++) {
            List<String> paths = new ArrayList<>();
            for (int i = 0; i < DEPENDENCIES; i++) {
                paths.add(copy(dependency, name + round + "_" + i + ".so"));
            }
            String path = copy(blas, name + round + ".so");
            paths.forEach(NativeCode::load);
            IntSupplier threads = NativeCode.load(path).intGetter("openblas_get_num_threads");
            tooWide += pools.call(Limits.blas(1), threads::getAsInt) == 1 ? 0 : 1;
        }
        return tooWide;
    }

    /** What the C library frees is unmapped at once here, so whoever reads it ends the process. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void afterAStormOfStubsThatComeAndGoTheKnownOnesAreThoseThatAreMapped(String binding) {
        String blas = CStub.compile("tiny_openblas.c", "libopenblas_tiny.so");
        String other = CStub.compile("shapes.c", "libshapes.so");
        long seed = Long.getLong("threadpoolctl.test.seed", System.nanoTime());
        System.out.println("ConcurrentLoadingTests: repeat with -Dthreadpoolctl.test.seed=" + seed);
        int steps = ROUNDS * STEPS_A_ROUND;
        NativeJvm jvm = jvm(binding).environment("MALLOC_MMAP_THRESHOLD_", "1000");
        jvm.environment("MALLOC_MMAP_MAX_", "1000000").run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newCachedThreadPool();
            Future<?> looking = threads.submit(() -> {
                while (!over.get()) {
                    pools.run(Limits.blas(1), () -> {});
                }
            });
            List<Future<?>> storm = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                List<String> paths = new ArrayList<>();
                for (int k = 0; k < COPIES; k++) {
                    paths.add(copy(k % 2 == 0 ? blas : other, "storm" + i + "_" + k + ".so"));
                }
                Random random = new Random(seed + i);
                storm.add(threads.submit(() -> comeAndGo(paths, random, steps)));
            }
            for (Future<?> thread : storm) {
                thread.get();
            }
            over.set(true);
            looking.get();
            threads.shutdown();
            assertThat(pools.info())
                    .extracting(LibraryInfo::filepath)
                    .containsExactlyInAnyOrderElementsOf(
                            mappedCode(Objects.requireNonNull(Path.of(blas).getParent())));
        });
    }

    private static void comeAndGo(List<String> paths, Random random, int steps) {
        NativeCode[] loaded = new NativeCode[paths.size()];
        for (int step = 0; step < steps; step++) {
            int i = random.nextInt(loaded.length);
            if (loaded[i] == null) {
                loaded[i] = NativeCode.load(paths.get(i));
            } else {
                loaded[i].unload();
                loaded[i] = null;
            }
        }
    }

    /** The files of a directory with code that are mapped now. */
    private static List<String> mappedCode(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
            return lines.filter(line -> line.contains(" r-xp ") && line.contains(directory + "/"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .toList();
        }
    }

    private static String copy(String library, String name) throws IOException {
        return Files.copy(Path.of(library), Path.of(library).resolveSibling(name))
                .toString();
    }

    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .fullyCompiled()
                .killedAfter(Duration.ofMinutes(3).plusSeconds(ROUNDS));
    }
}
