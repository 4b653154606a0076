package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Libraries of Debian packages. */
enum Installed {
    OPENBLAS("libopenblas0-pthread", "openblas-pthread/libopenblas.so.0"),
    GOMP("libgomp1", "libgomp.so.1");

    private final String debianPackage;
    private final Path path;

    Installed(String debianPackage, String file) {
        this.debianPackage = debianPackage;
        this.path = Path.of("/usr/lib/x86_64-linux-gnu").resolve(file);
    }

    /** The real path; without the library the test is skipped, or fails where libraries are required. */
    String path() throws IOException {
        if (!Files.exists(path)) {
            String reason = "Install the Debian package " + debianPackage + ": there is no " + path;
            if (Boolean.parseBoolean(System.getenv("THREADPOOLCTL_REQUIRE_LIBRARIES"))) {
                fail(reason);
            }
            Assumptions.abort(reason);
        }
        return path.toRealPath().toString();
    }
}
