package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** How long a limited call waits to begin while another thread loads one library after another. */
public final class StormOfLoads {

    private static final int LIBRARIES = 500;
    private static final int MOST_CALLS = 5_000_000;

    private StormOfLoads() {}

    /** Prints rows of a table. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.load(Native.OPENBLAS);
        Threadpools pools = Threadpools.ofProcess();
        Limits limits = Limits.blas(1);
        Holder holder = Holder.of(pools, limits);
        for (int i = 0; i < 1_000_000; i++) {
            pools.run(limits, () -> {});
        }
        Path directory = Files.createTempDirectory("storm");
        AtomicBoolean over = new AtomicBoolean();
        Thread loader = new Thread(() -> {
            load(directory);
            over.set(true);
        });
        long[] waits = new long[MOST_CALLS];
        int calls = 0;
        loader.start();
        while (!over.get()) {
            long begin = System.nanoTime();
            long waited = pools.call(limits, System::nanoTime) - begin;
            if (calls < MOST_CALLS) {
                waits[calls++] = waited;
            }
        }
        loader.join();
        Arrays.sort(waits, 0, calls);
        double tail = waits[(int) Math.min(calls - 1L, Math.ceil(calls * 0.9999))] / 1e6;
        Row.print(
                "call while " + LIBRARIES + " libraries are loaded: p99.99 of " + calls + " entries",
                tail,
                "ms",
                String.format("p50 %d ns, longest %.1f ms", waits[calls / 2], waits[calls - 1] / 1e6),
                "5 ms",
                tail <= 5);
        Files.delete(directory);
        holder.end();
    }

    private static void load(Path directory) {
        try {
            Path library = Path.of(Native.LIBZ).toRealPath();
            for (int i = 0; i < LIBRARIES; i++) {
                Path copy = directory.resolve("libstorm" + i + ".so");
                Files.copy(library, copy);
                System.load(copy.toString());
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
