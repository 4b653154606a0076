package io.threadpoolctl.own;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.Affixes;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** OpenCV by the names that C++ compilers give {@code cv::getNumThreads()} and {@code cv::setNumThreads(int)}. */
public final class OpenCvFamily implements LibraryFamily {

    @Override
    public UserApi userApi() {
        return new UserApi("vision");
    }

    @Override
    public String internalApi() {
        return "own-opencv";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libopencv_core", "libopencv_java");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        Affixes found = Affixes.of(library, "getNumThreads", List.of("_ZN2cv13", "?"), List.of("Ev", "@cv@@YAHXZ"));
        if (found == null || library.reachableFunction("TBB_runtime_interface_version") != null) {
            return null; // on TBB its setter is not safe
        }
        boolean microsofts = found.prefix().equals("?");
        NativeFunction getter = library.function(found.around("getNumThreads"));
        NativeFunction setter = library.function(microsofts ? "?setNumThreads@cv@@YAXH@Z" : "_ZN2cv13setNumThreadsEi");
        return getter == null || setter == null ? null : new Control(getter.asIntSupplier(), setter.asIntConsumer());
    }

    private record Control(IntSupplier getter, IntConsumer setter) implements ThreadControl {

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
