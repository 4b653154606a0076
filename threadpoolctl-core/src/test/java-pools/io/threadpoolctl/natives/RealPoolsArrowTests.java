package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.dataset.file.FileFormat;
import org.apache.arrow.dataset.file.FileSystemDatasetFactory;
import org.apache.arrow.dataset.jni.NativeMemoryPool;
import org.apache.arrow.dataset.scanner.ScanOptions;
import org.apache.arrow.dataset.scanner.Scanner;
import org.apache.arrow.dataset.source.Dataset;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Arrow's C++ library as its Java users get it: it reads a text of numbers on all threads of its pool. */
@Timeout(240)
class RealPoolsArrowTests {

    private static final UserApi ARROW = new UserApi("arrow-cpu");
    private static final int ROWS = 200_000;

    /** The caller, and one that reads the file. */
    private static final int OTHERS = 2;

    @Test
    void aLimitHoldsForTheWholeProcessAndIsGoneAfterwards() throws IOException {
        Path file = Scratch.newDirectory("arrow").resolve("numbers.csv");
        Stream<String> rows = IntStream.range(0, ROWS).mapToObj(row -> row + "," + row * 0.5 + "," + -row);
        Files.write(file, Stream.concat(Stream.of("one,two,three"), rows).toList());
        String uri = file.toUri().toString();
        NativeJvm.plain()
                .option("--add-opens=java.base/java.nio=ALL-UNNAMED")
                .environment("OMP_NUM_THREADS", "4")
                .environment("ARROW_IO_THREADS", "1")
                .killedAfter(Duration.ofMinutes(3))
                .run(() -> {
                    try (BufferAllocator memory = new RootAllocator()) {
                        read(memory, uri);
                        Threadpools pools = Threadpools.ofProcess();
                        LibraryInfo arrow = pools.select("arrow-cpu").info().get(0);
                        assertThat(arrow.numThreads()).isEqualTo(4);
                        assertThat(arrow.details()).containsEntry("io_threads", 1);
                        assertThat(working(memory, uri, OTHERS + 2)).isGreaterThan(OTHERS + 1);
                        try (LimitScope scope = pools.limit(Limits.of("arrow-cpu", 1))) {
                            assertThat(scope.original()).containsEntry(ARROW, 4);
                            assertThat(working(memory, uri, 1)).isLessThanOrEqualTo(OTHERS + 1);
                        }
                        assertThat(pools.select("arrow-cpu").info().get(0).numThreads())
                                .isEqualTo(4);
                        assertThat(working(memory, uri, OTHERS + 2)).isGreaterThan(OTHERS + 1);
                    }
                });
    }

    private static int working(BufferAllocator memory, String uri, int wanted) {
        return EffectiveThreads.upTo(wanted, () -> read(memory, uri));
    }

    @SuppressWarnings("try") // nobody interrupts it
    private static void read(BufferAllocator memory, String uri) {
        long rows = 0;
        try (FileSystemDatasetFactory factory =
                        new FileSystemDatasetFactory(memory, NativeMemoryPool.getDefault(), FileFormat.CSV, uri);
                Dataset dataset = factory.finish();
                Scanner scanner = dataset.newScan(new ScanOptions(32_768));
                ArrowReader reader = scanner.scanBatches()) {
            while (reader.loadNextBatch()) {
                rows += reader.getVectorSchemaRoot().getRowCount();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        assertThat(rows).isEqualTo(ROWS);
    }
}
