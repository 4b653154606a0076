package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * BLIS and AMD's AOCL-BLIS. FlexiBLAS exports BLIS's getter and setter, but not its version.
 *
 * <p>A {@code libblas.so.3} that has BLIS inside and hides these functions cannot be told from any other BLAS, and cannot
 * be limited; it is left out.
 */
final class Blis implements LibraryFamily {

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "blis";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libblis", "blis", "aocl", "libaocl", "libblas");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        if (!library.exports("bli_thread_get_num_threads")) {
            return null;
        }
        BlisBuild build = BlisBuild.of(library);
        BlisCounts counts = build == null ? null : BlisCounts.of(library);
        if (build == null || counts == null) {
            return null;
        }
        return build.reach() == Reach.THREAD ? new BlisPerThread(counts, build) : new BlisPerProcess(counts, build);
    }
}
