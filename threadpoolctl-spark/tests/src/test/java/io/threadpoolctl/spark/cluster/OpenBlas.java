package io.threadpoolctl.spark.cluster;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Debian's OpenBLAS with threads of its own, past everything that threadpoolctl does. */
final class OpenBlas {

    private static final String FILE = "openblas-pthread/libopenblas.so.0";

    /** Else JNA would unload what nobody uses for a while, and the number would be gone with it. */
    private static final Map<String, NativeLibrary> KEPT = new ConcurrentHashMap<>();

    private OpenBlas() {}

    /** Where it is. To be asked in the test itself, which is skipped where it is not installed, or fails if it has to be. */
    static String path() {
        return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu")
                .map(directory -> Path.of(directory, FILE))
                .filter(Files::exists)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(OpenBlas::isAbsent);
    }

    private static AssertionError isAbsent() {
        String reason = "Install the Debian package libopenblas0-pthread.";
        if (!Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"))) {
            Assumptions.abort(reason);
        }
        return new AssertionError(reason);
    }

    /** How many threads its calls use now. Loads it. */
    static int threads(String path) {
        return function(path, "openblas_get_num_threads").invokeInt(new Object[0]);
    }

    static void setThreads(String path, int threads) {
        Function setter = function(path, "openblas_set_num_threads");
        EffectiveThreads.named(() -> {
            setter.invokeVoid(new Object[] {threads});
            return setter;
        });
    }

    private static Function function(String path, String name) {
        return EffectiveThreads.named(
                () -> KEPT.computeIfAbsent(path, NativeLibrary::getInstance).getFunction(name));
    }
}
