package io.threadpoolctl.own;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Libraries with the functions of {@code pixels.h}. */
public final class PixelsFamily implements LibraryFamily {

    @Override
    public UserApi userApi() {
        return new UserApi("pictures");
    }

    @Override
    public String internalApi() {
        return "pixels";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libpixels");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        NativeFunction getter = library.function("pixels_get_threads");
        NativeFunction setter = library.function("pixels_set_threads");
        NativeFunction version = library.function("pixels_version");
        if (getter == null || setter == null || version == null) {
            return null;
        }
        return new PixelsControl(
                getter.asIntSupplier(),
                setter.asIntConsumer(),
                version.asStringSupplier().get());
    }

    /** One value for all threads, which the library reads at the beginning of each call. */
    private record PixelsControl(
            IntSupplier getter,
            IntConsumer setter,
            @Nullable String version) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.PROCESS;
        }

        @Override
        public Integer threads() {
            return getter.getAsInt();
        }

        @Override
        public long limit(int threads) {
            int replaced = getter.getAsInt();
            setter.accept(threads);
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            setter.accept((int) replaced);
        }
    }
}
