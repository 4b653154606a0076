package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Intel's oneMKL: the dispatcher {@code libmkl_rt} under whatever name, and an MKL that another library has built into
 * itself, such as libtorch.
 *
 * <p>The dispatcher's first real call loads the other parts and ends the process if one is missing, so it is handled with
 * care ({@link MklDispatcher}). The interface layers ({@code libmkl_intel_lp64} and its like) export the same functions,
 * but they are parts that the dispatcher loads, and alone they end the process at the first call; they are left out.
 *
 * <p>Functions as in {@code mkl_service.h} of 2024.2 to 2025.3. The lower-case names beside them take their arguments by
 * reference and are not used.
 */
final class Mkl implements LibraryFamily {

    private static final Pattern INTERFACE_LAYER = Pattern.compile("(lib)?mkl_(intel|gf)(_i?lp64)?\\..*");

    private final KmpRuntimes runtimes;
    private final MklParts parts;

    Mkl(KmpRuntimes runtimes) {
        this.runtimes = runtimes;
        this.parts = new MklParts(
                new MklOpenMp(runtimes), path -> NativeProcess.current().isLoaded(path));
    }

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "mkl";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libmkl_rt", "mkl_rt", "libblas");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        parts.see(library);
        NativeFunction getter = library.function("MKL_Get_Max_Threads");
        if (getter == null || INTERFACE_LAYER.matcher(library.fileName()).matches()) {
            return null;
        }
        NativeFunction setter = library.function("MKL_Set_Num_Threads_Local");
        NativeFunction version = library.function("MKL_Get_Version_String");
        if (setter == null || version == null) {
            return null;
        }
        LocalCount count = new LocalCount(getter, setter);
        MklFacts facts = new MklFacts(
                version, library.function("MKL_Get_Dynamic"), library.function("MKL_Domain_Get_Max_Threads"));
        NativeFunction layer = library.function("MKL_Set_Threading_Layer");
        NativeFunction global = library.function("MKL_Set_Num_Threads");
        if (layer == null || global == null) {
            return builtIn(new MklBuiltIn(count, facts), library);
        }
        MklDispatcher dispatcher = new MklDispatcher(
                parts,
                new MklCompanions(library.loadedAs(), parts),
                count,
                facts,
                layer.asIntUnaryOperator(),
                global.asIntConsumer());
        runtimes.expect(dispatcher::willBring);
        return dispatcher;
    }

    /** It may have its runtime built in as well, or be on a system that does not tell what it depends on. */
    private ThreadControl builtIn(MklBuiltIn mkl, LoadedLibrary library) {
        boolean known = library.reachableFunction("omp_get_max_threads") != null;
        return new OnRuntime(mkl, known ? runtimes.calledBy(library) : runtimes.unknown());
    }
}
