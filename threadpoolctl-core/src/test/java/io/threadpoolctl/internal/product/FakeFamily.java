package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A family of one control, for tests that need no native code. */
public record FakeFamily(String internalApi, UserApi userApi, ThreadControl control) implements LibraryFamily {

    /** A library {@code /fake/lib<name>.so} of a family of its own. */
    public static PooledLibrary library(String name, UserApi userApi, ThreadControl control) {
        return new PooledLibrary(
                new FakeFamily(name, userApi, control),
                "lib" + name,
                "/fake/lib" + name + ".so",
                "/fake/lib" + name + ".so",
                control,
                null);
    }

    /** The same, which is given back while nobody uses it. */
    public static PooledLibrary leased(
            String name, UserApi userApi, ThreadControl control, Runnable release, BooleanSupplier reacquire) {
        return new PooledLibrary(
                new FakeFamily(name, userApi, control),
                "lib" + name,
                "/fake/lib" + name + ".so",
                "/fake/lib" + name + ".so",
                control,
                new Lease(release, reacquire));
    }

    @Override
    public List<String> prefixes() {
        return List.of("lib" + internalApi);
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        return null;
    }
}
