package io.threadpoolctl.library;

import io.threadpoolctl.binding.LoadedLibrary;
import io.threadpoolctl.binding.NativeFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The OpenMP runtimes: GNU's libgomp, LLVM's libomp, Intel's libiomp. */
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
        return getter == null || setter == null ? null : new Control(new OpenMpRuntime(getter, setter));
    }

    private record Control(OpenMpRuntime runtime) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.THREAD;
        }

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
        public Object cell() {
            return runtime;
        }
    }
}
