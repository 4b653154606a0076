package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real libraries of Debian's packages, loaded into the JVM of the test. */
final class DebianLibraries {

    static final Path OPENBLAS = Path.of("/usr/lib/x86_64-linux-gnu/openblas-pthread/libopenblasp-r0.3.21.so");
    static final Path LIBGOMP = Path.of("/usr/lib/x86_64-linux-gnu/libgomp.so.1");

    private static final boolean REQUIRED = Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"));

    private DebianLibraries() {}

    /** Loads it, or skips the test; where libraries are required, fails it. */
    static void load(Path library) {
        if (REQUIRED) {
            assertThat(library).exists();
        }
        assumeTrue(Files.exists(library), () -> library + " is not installed");
        System.load(library.toString());
    }
}
