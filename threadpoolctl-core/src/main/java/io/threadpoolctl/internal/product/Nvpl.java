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
 * NVIDIA's performance libraries for Arm, BLAS or LAPACK: {@code nvpl_blas_service.h} and {@code nvpl_lapack_service.h} of
 * 0.3. Each thread may have a count of its own, as in MKL. Written to the documentation, tried against stubs.
 */
final class Nvpl implements LibraryFamily {

    private final String name;
    private final String getter;

    /** @param part {@code blas} or {@code lapack} */
    Nvpl(String part) {
        this.name = "nvpl_" + part;
        this.getter = name + "_get_max_threads";
    }

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return name;
    }

    @Override
    public List<String> prefixes() {
        return List.of("lib" + name);
    }

    /** The version is asked for because FlexiBLAS exports NVPL's getters and setters, but not this. */
    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        NativeFunction maxThreads = library.function(getter);
        if (maxThreads == null) {
            return null;
        }
        NativeFunction local = library.function(name + "_set_num_threads_local");
        NativeFunction global = library.function(name + "_set_num_threads");
        NativeFunction version = library.function(name + "_get_version");
        return local == null || global == null || version == null
                ? null
                : new Control(
                        new LocalCount(maxThreads, local),
                        global,
                        text(version.asIntSupplier().getAsInt()));
    }

    /** The number is major * 10000 + minor * 100 + patch. */
    private static String text(int version) {
        return version / 10_000 + "." + version / 100 % 100 + "." + version % 100;
    }

    private record Control(LocalCount count, NativeFunction global, String version) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.THREAD;
        }

        @Override
        public Integer threads() {
            return count.threads();
        }

        @Override
        public long limit(int threads) {
            return count.limit(threads);
        }

        @Override
        public void restore(long replaced) {
            count.restore(replaced);
        }

        @Override
        public @Nullable Integer threadsOf(long replaced) {
            return count.threadsOf(replaced);
        }

        @Override
        public boolean setProcessDefault(int threads) {
            global.call(threads);
            return true;
        }

        /** Whoever has a number of its own no longer follows the OpenMP runtime. */
        @Override
        public boolean processDefaultLeavesTraces() {
            return true;
        }
    }
}
