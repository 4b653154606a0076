package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the last library was that a scan has seen. */
@Timeout(300)
class ListEndTests {

    private static final int MOVES = 3000;

    /** What the C library frees is unmapped at once here, so whoever reads it ends the process. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whoeverAsksMayStillReadWhereItWas(String binding) {
        String stub = CStub.compile("shapes.c", "libshapes.so");
        NativeJvm jvm = NativeJvm.plain().property(Linkers.PROPERTY, binding).fullyCompiled();
        jvm.environment("MALLOC_MMAP_THRESHOLD_", "1000");
        jvm.environment("MALLOC_MMAP_MAX_", "1000000").run(() -> {
            NativeProcess process = NativeProcess.current();
            process.libraries(library -> false);
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService threads = Executors.newCachedThreadPool();
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                asking.add(threads.submit(() -> {
                    while (!over.get()) {
                        process.mayHaveChanged();
                    }
                }));
            }
            List<String> copies = List.of(copy(stub, "0.so"), copy(stub, "1.so"));
            NativeCode last = NativeCode.load(copies.get(0));
            for (int move = 1; move < MOVES; move++) {
                process.libraries(library -> false);
                NativeCode next = NativeCode.load(copies.get(move % 2));
                last.unload();
                last = next;
                if (move % 100 == 0) {
                    System.gc();
                }
            }
            over.set(true);
            for (Future<?> thread : asking) {
                thread.get();
            }
            threads.shutdown();
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void theLibraryThatWasTheLastIsGivenBackOnceNobodyCanBeReadingIt(String binding) {
        String stub = CStub.compile("shapes.c", "libshapes.so");
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            assertThat(NativeCode.isVisibleToAll("no_such_symbol")).isFalse(); // loads what the tests themselves need
            NativeProcess process = NativeProcess.current();
            process.libraries(library -> false); // and what the way into native code needs
            String path = copy(stub, "0.so");
            NativeCode.load(path).unload();
            assertThat(isMapped(path)).as("before it is seen").isFalse();
            NativeCode code = NativeCode.load(path);
            process.libraries(library -> false);
            code.unload();
            assertThat(isMapped(path)).as("while it is the last").isTrue();
            NativeCode.load(copy(stub, "1.so"));
            do {
                System.gc();
                process.libraries(library -> false);
            } while (isMapped(path));
        });
    }

    private static boolean isMapped(String path) throws IOException {
        return Files.readString(Path.of("/proc/self/maps")).contains(path);
    }

    private static String copy(String library, String name) throws IOException {
        return Files.copy(Path.of(library), Path.of(library).resolveSibling(name))
                .toString();
    }
}
