package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * FlexiBLAS. It exports the getters and setters of OpenBLAS, MKL, BLIS, NVPL and Arm's libraries as well, so it is asked
 * before their families.
 */
final class FlexiBlasFamily implements LibraryFamily {

    private final Supplier<List<PooledLibrary>> recognised;

    /** @param recognised gives all libraries that have been recognised */
    FlexiBlasFamily(Supplier<List<PooledLibrary>> recognised) {
        this.recognised = recognised;
    }

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "flexiblas";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libflexiblas");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        FlexiBlasFunctions functions = FlexiBlasFunctions.of(library);
        return functions == null ? null : new FlexiBlasControl(library.path(), functions, recognised);
    }
}
