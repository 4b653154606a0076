package io.threadpoolctl.natives;

import java.nio.file.Path;
import java.util.List;

/** Two OpenMP runtimes of LLVM's kind, of which the second that is called ends the process. */
enum RuntimePair {
    /** Debian's, and a copy of it. */
    TWICE,
    /** Debian's and the one that comes with MKL. */
    LLVM_AND_INTEL;

    /** Their files. Ask in the test itself, before the scenario. */
    List<String> paths(boolean reversed) {
        String llvm = DebianLibrary.LIBOMP.path();
        String other = this == LLVM_AND_INTEL
                ? MavenLibrary.LIBIOMP.path()
                : Scratch.copy(Path.of(llvm), Scratch.newDirectory("copy"), "libomp.so.5")
                        .toString();
        return reversed ? List.of(other, llvm) : List.of(llvm, other);
    }
}
