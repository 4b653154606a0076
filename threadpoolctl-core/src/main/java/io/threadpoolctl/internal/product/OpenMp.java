package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The OpenMP runtimes: GNU's libgomp, LLVM's libomp, Intel's libiomp, and Microsoft's vcomp, whose value is one for the
 * process and which is told by its entry point {@code _vcomp_fork}. Of several of LLVM's and Intel's those that nobody has
 * used are {@linkplain KmpRuntime left asleep}.
 */
final class OpenMp implements LibraryFamily {

    private final KmpRuntimes runtimes;

    OpenMp(KmpRuntimes runtimes) {
        this.runtimes = runtimes;
    }

    @Override
    public UserApi userApi() {
        return UserApi.OPENMP;
    }

    @Override
    public String internalApi() {
        return "openmp";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libiomp", "libgomp", "libomp", "vcomp");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        OpenMpRuntime runtime = OpenMpRuntime.behind(library::function, runtimes);
        return runtime == null ? null : new Control(reach(library), runtime);
    }

    /** Intel's runtime for Windows ({@code libiomp5md.dll}) has vcomp's entry point as well. */
    private static Reach reach(LoadedLibrary library) {
        boolean vcomp = library.exports("_vcomp_fork") && !library.exports(KmpRuntime.MARK);
        return vcomp ? Reach.PROCESS : Reach.THREAD;
    }

    record Control(Reach reach, OpenMpRuntime runtime) implements ThreadControl {

        @Nullable
        KmpRuntime kmp() {
            return runtime.kmp();
        }

        @Override
        public @Nullable Integer threads() {
            return runtime.threads();
        }

        @Override
        public boolean settable() {
            return runtime.readiness().isReady();
        }

        @Override
        public long limit(int threads) {
            return runtime.limit(threads);
        }

        @Override
        public void restore(long replaced) {
            runtime.restore(replaced);
        }

        @Override
        public boolean setProcessDefault(int threads) {
            return runtime.setDefault(threads);
        }

        @Override
        public Object cell() {
            return runtime.cell();
        }

        @Override
        public Map<String, Object> details() {
            return runtime.readiness().details();
        }
    }
}
