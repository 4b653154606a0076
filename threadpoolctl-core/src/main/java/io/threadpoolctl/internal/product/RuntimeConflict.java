package io.threadpoolctl.internal.product;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person should know about OpenMP runtimes that do not go together. */
final class RuntimeConflict {

    private RuntimeConflict() {}

    /** A sentence about those among these libraries; {@code null} if there are none. */
    static @Nullable String among(List<PooledLibrary> libraries) {
        List<KmpRuntime> runtimes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PooledLibrary library : libraries) {
            KmpRuntime runtime = library.control() instanceof OpenMp.Control openMp ? openMp.kmp() : null;
            if (runtime != null) {
                runtimes.add(runtime);
                names.add(library.filepath());
            }
        }
        for (PooledLibrary library : libraries) {
            if (library.control() instanceof MklDispatcher mkl
                    && runtimes.stream().anyMatch(mkl::willBring)) {
                names.add("that of " + library.filepath() + ", which it loads when it is first called");
            }
        }
        return names.size() < 2 ? null : sentence(names);
    }

    private static String sentence(List<String> names) {
        return "OpenMP runtimes of LLVM's or Intel's are loaded beside each other: " + String.join("; ", names)
                + ". Whichever is called first lives; the first call into another one ends the process (\"OMP: Error"
                + " #15\") or blocks it. So those that nobody has used are shown without a number and are not limited."
                + " Have all code use one of them: put a link to it in place of the other file, or start the process"
                + " with it in LD_PRELOAD. KMP_DUPLICATE_LIB_OK=TRUE in the environment allows both, and may give wrong"
                + " results or a crash.";
    }
}
