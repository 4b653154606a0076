package io.threadpoolctl.benchmarks;

import io.threadpoolctl.Threadpools;
import io.threadpoolctl.internal.binding.NativeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Looking for libraries where 250 are mapped, and the question that spares it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DiscoveryBenchmark {

    private static final int LIBRARIES = 250;

    private final Threadpools pools = Threadpools.ofProcess();
    private final NativeProcess process = NativeProcess.current();

    /** Maps copies of a small library. */
    @Setup
    public void load() throws IOException {
        Path directory = Files.createTempDirectory("many");
        for (int i = 0; i < LIBRARIES; i++) {
            Path copy = directory.resolve("libmany" + i + ".so");
            Files.copy(Path.of(Native.LIBZ).toRealPath(), copy);
            System.load(copy.toString());
            Files.delete(copy);
        }
        Files.delete(directory);
        System.load(Native.OPENBLAS);
    }

    /** What the measuring itself has loaded since is known before it is asked. */
    @Setup(Level.Iteration)
    public void look() {
        pools.refresh();
        if (process.mayHaveChanged()) {
            throw new IllegalStateException(
                    "Something was loaded a moment ago; what is asked for would be something else.");
        }
    }

    /** A scan that finds nothing new. */
    @Benchmark
    public void scan() {
        pools.refresh();
    }

    /** A scan that opens and examines each of them anew, as the very first one does. */
    @Benchmark
    public void scanAnew() {
        process.reconsider();
        pools.refresh();
    }

    /** Asked at every entry. */
    @Benchmark
    public boolean hasAnythingBeenLoaded() {
        return process.mayHaveChanged();
    }
}
