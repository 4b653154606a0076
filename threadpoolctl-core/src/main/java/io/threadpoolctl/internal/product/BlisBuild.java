package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a BLIS says about itself, all but the thread counts: {@code bli_info.h}, {@code bli_arch.h}, {@code bli_thread.h}.
 *
 * <p>Up to 0.9 its thread count belongs to the process. From 1.0 on it belongs to the thread, unless the build has no
 * thread-local storage; {@code bli_thread_reset} appeared in the same version. AMD's AOCL-BLIS has it per thread from 4.1
 * on, without that function before 5.2; its version is {@code AOCL-BLIS 5.2.2 ...} or a bare number that no BLIS ever had.
 */
final class BlisBuild {

    private static final Pattern AOCL = Pattern.compile("AOCL\\D*(\\d+)\\.(\\d+).*");
    private static final Pattern BARE = Pattern.compile("(\\d+)\\.(\\d+).*");

    private final LoadedLibrary library;
    private final String version;
    private volatile @Nullable Choice choice;

    private BlisBuild(LoadedLibrary library, String version) {
        this.library = library;
        this.version = version;
    }

    static @Nullable BlisBuild of(LoadedLibrary library) {
        NativeFunction version = library.function("bli_info_get_version_str");
        if (version == null) {
            return null;
        }
        String text = version.asStringSupplier().get();
        return new BlisBuild(library, text == null ? "" : text);
    }

    @Nullable
    String version() {
        return version.isEmpty() ? null : version;
    }

    Reach reach() {
        boolean upstream = library.exports("bli_thread_reset") && isOn("bli_info_get_enable_tls");
        return upstream || isPerThreadAocl(version) ? Reach.THREAD : Reach.PROCESS;
    }

    @Nullable
    String threadingLayer() {
        return choice().threadingLayer();
    }

    @Nullable
    String architecture() {
        return choice().architecture();
    }

    /** Asked when somebody wants to know, not before: to answer, BLIS may initialise itself. */
    private Choice choice() {
        Choice known = choice;
        if (known == null) {
            known = new Choice(layerInForce(), architectureInForce());
            choice = known;
        }
        return known;
    }

    /** From 1.0 on one build may know several layers and has one in force. */
    private @Nullable String layerInForce() {
        NativeFunction inForce = library.function("bli_thread_get_thread_impl");
        NativeFunction name = library.function("bli_thread_get_thread_impl_str");
        if (inForce != null && name != null) {
            String layer = name.asIntToString().apply(inForce.asIntSupplier().getAsInt());
            return "single".equals(layer) ? "disabled" : layer;
        }
        if (isOn("bli_info_get_enable_openmp")) {
            return "openmp";
        }
        return isOn("bli_info_get_enable_pthreads") ? "pthreads" : "disabled";
    }

    private @Nullable String architectureInForce() {
        NativeFunction id = library.function("bli_arch_query_id");
        NativeFunction name = library.function("bli_arch_string");
        return id == null || name == null
                ? null
                : name.asIntToString().apply(id.asIntSupplier().getAsInt());
    }

    static boolean isPerThreadAocl(String version) {
        Matcher aocl = AOCL.matcher(version);
        Matcher matcher = aocl.matches() ? aocl : BARE.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int major = Integer.parseInt(matcher.group(1));
        return major > 4 || (major == 4 && Integer.parseInt(matcher.group(2)) >= 1);
    }

    private boolean isOn(String question) {
        NativeFunction function = library.function(question);
        return function != null && function.asIntSupplier().getAsInt() != 0;
    }

    private record Choice(
            @Nullable String threadingLayer, @Nullable String architecture) {}
}
