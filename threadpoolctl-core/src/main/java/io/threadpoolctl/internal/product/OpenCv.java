package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OpenCV, as a library for each module or as one for Java: {@code int cv::getNumThreads()} and {@code void
 * cv::setNumThreads(int)} of {@code opencv2/core/utility.hpp} (2.4 to 4.13).
 *
 * <p>Which threads it uses was chosen when it was built. On oneTBB its own setter is {@linkplain NeverCalled never called},
 * and oneTBB is limited instead; with threads of its own, or OpenMP's, the setter is the way: it demands its number from
 * OpenMP by a clause, which no limit of the runtime holds.
 */
final class OpenCv implements LibraryFamily {

    private static final UserApi USER_API = new UserApi("opencv");
    private static final String TBB = "TBB_runtime_interface_version";

    private final Tbb tbb;
    private final OpenCvPlugIns plugIns = new OpenCvPlugIns();

    OpenCv(Tbb tbb) {
        this.tbb = tbb;
    }

    @Override
    public UserApi userApi() {
        return USER_API;
    }

    @Override
    public String internalApi() {
        return "opencv";
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "libopencv_core",
                "libopencv_java",
                "libopencv_world",
                "opencv_core",
                "opencv_java",
                "opencv_world",
                "libopencv",
                "opencv");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        plugIns.see(library);
        NativeFunction getter = either(library, "_ZN2cv13getNumThreadsEv", "?getNumThreads@cv@@YAHXZ");
        if (getter == null) {
            return null;
        }
        if (isOnTbb(library)) {
            ThreadControl ofTbb = tbb.control(library::reachableFunction, version(library), OpenCvControl.TBB);
            return ofTbb != null
                    ? ofTbb
                    : new NotLimitable(
                            null,
                            version(library),
                            OpenCvControl.TBB,
                            null,
                            "it makes its threads with a TBB too old to be limited, and its own setter crashes beside running"
                                    + " calls; call cv::setNumThreads once, before anything else of it");
        }
        NativeFunction setter = either(library, "_ZN2cv13setNumThreadsEi", "?setNumThreads@cv@@YAXH@Z");
        NativeFunction framework =
                either(library, "_ZN2cv24currentParallelFrameworkEv", "?currentParallelFramework@cv@@YAPEBDXZ");
        Supplier<@Nullable String> layer = framework == null ? () -> null : framework.asStringSupplier();
        if (setter == null) {
            return null;
        }
        BooleanSupplier awake = OpenCvPlugIns.mayBeLoadedBy(library) ? plugIns::areLoaded : () -> true;
        return new OpenCvControl(getter.asIntSupplier(), setter.asIntConsumer(), layer, version(library), awake);
    }

    /** Whether it is linked to TBB. Where a library does not tell what it depends on, it says so when it is asked. */
    static boolean isOnTbb(LoadedLibrary library) {
        return library.reachableFunction(TBB) != null;
    }

    private static @Nullable String version(LoadedLibrary library) {
        List<NativeFunction> parts = Stream.of(
                        "_ZN2cv15getVersionMajorEv", "_ZN2cv15getVersionMinorEv", "_ZN2cv18getVersionRevisionEv")
                .map(library::function)
                .filter(Objects::nonNull)
                .toList();
        return parts.size() < 3
                ? null
                : String.join(
                        ".",
                        IntStream.range(0, 3)
                                .mapToObj(part -> Integer.toString(
                                        parts.get(part).asIntSupplier().getAsInt()))
                                .toList());
    }

    /** By the name that GCC and Clang give it, or that of Microsoft's compiler, which was not tried. */
    private static @Nullable NativeFunction either(LoadedLibrary library, String name, String other) {
        NativeFunction function = library.function(name);
        return function != null ? function : library.function(other);
    }
}
