package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The OpenMP runtimes: GNU's libgomp, LLVM's libomp, Intel's libiomp, and Microsoft's vcomp, whose value is one for the
 * process and which is told by its entry point {@code _vcomp_fork}.
 */
final class OpenMp implements LibraryFamily {

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
        NativeFunction getter = library.function("omp_get_max_threads");
        NativeFunction setter = getter == null ? null : library.function("omp_set_num_threads");
        if (getter == null || setter == null) {
            return null;
        }
        Reach reach = library.exports("_vcomp_fork") ? Reach.PROCESS : Reach.THREAD;
        return new Control(reach, new OpenMpRuntime(getter, setter, library.function(OpenMpRuntime.SET_DEFAULTS)));
    }

    private record Control(Reach reach, OpenMpRuntime runtime) implements ThreadControl {

        @Override
        public Integer threads() {
            return runtime.threads();
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
    }
}
