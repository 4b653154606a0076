package io.threadpoolctl.natives;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Libraries from Debian packages. All flavours can be loaded beside each other by their paths. */
public enum DebianLibrary {
    OPENBLAS_PTHREAD("libopenblas0-pthread", "openblas-pthread/libopenblas.so.0"),
    OPENBLAS_OPENMP("libopenblas0-openmp", "openblas-openmp/libopenblas.so.0"),
    OPENBLAS_SERIAL("libopenblas0-serial", "openblas-serial/libopenblas.so.0"),
    OPENBLAS64_PTHREAD("libopenblas64-0-pthread", "openblas64-pthread/libopenblas64.so.0"),
    BLIS_PTHREAD("libblis4-pthread", "blis-pthread/libblis.so.4"),
    BLIS_OPENMP("libblis4-openmp", "blis-openmp/libblis.so.4"),
    LIBGOMP("libgomp1", "libgomp.so.1"),
    LIBOMP("libomp5-14", "libomp.so.5"),
    TBB("libtbb12", "libtbb.so.12"),
    /** On oneTBB. */
    OPENCV("libopencv-core406", "libopencv_core.so.406");

    private static final int OLDEST_LLVM = 14;
    private static final int NEWEST_LLVM = 19;

    private final String debianPackage;
    private final String file;

    DebianLibrary(String debianPackage, String file) {
        this.debianPackage = debianPackage;
        this.file = file;
    }

    /**
     * The real path of its file. Ask in the test itself, before the scenario: a library that is not installed skips the
     * test.
     */
    public String path() {
        for (Path candidate : candidates()) {
            if (Files.exists(candidate)) {
                try {
                    return candidate.toRealPath().toString();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw Absent.skipOrFail(
                "Install the Debian package " + debianPackage + ": none of " + candidates() + " exists.");
    }

    private List<Path> candidates() {
        Stream<String> multiarch = Stream.of("x86_64", "aarch64", "s390x", "powerpc64le", "riscv64")
                .map(processor -> "/usr/lib/" + processor + "-linux-gnu");
        Stream<String> llvm = IntStream.rangeClosed(OLDEST_LLVM, NEWEST_LLVM)
                .mapToObj(version -> "/usr/lib/llvm-" + version + "/lib");
        return Stream.concat(multiarch, llvm)
                .map(directory -> Path.of(directory).resolve(file))
                .toList();
    }
}
