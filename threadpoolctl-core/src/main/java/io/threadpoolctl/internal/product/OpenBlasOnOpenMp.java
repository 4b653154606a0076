package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An OpenBLAS whose threads are OpenMP's. It is limited per thread through the runtime it is linked to.
 *
 * <p>Its own setter is {@linkplain NeverCalled never called}: beside a running call it frees buffers in use, with wrong
 * numbers or a deadlock as the outcome (0.3.21, 0.3.28). Nor do calls of different widths above one go together, so only two values are
 * admissible: 1 and what the runtime gives a thread by itself.
 */
final class OpenBlasOnOpenMp implements ThreadControl {

    private final OpenBlasBuild build;
    private final OpenMpRuntime runtime;
    /** What a thread gets by itself; 0 as long as the runtime may not be asked. */
    private volatile int width;

    private OpenBlasOnOpenMp(OpenBlasBuild build, OpenMpRuntime runtime) {
        this.build = build;
        this.runtime = runtime;
        if (runtime.readiness() == Readiness.ALWAYS) {
            width(); // before anybody changes the default
        }
    }

    /** The runtime is the one the library itself finds, even where several are loaded. */
    static ThreadControl of(LoadedLibrary library, OpenBlasBuild build, IntSupplier ownGetter, KmpRuntimes runtimes) {
        OpenMpRuntime runtime = OpenMpRuntime.behind(library::reachableFunction, runtimes);
        return runtime == null
                ? new NotLimitable(
                        ownGetter,
                        build.version(),
                        build.threadingLayer(),
                        build.corename(),
                        "this OpenBLAS has its OpenMP runtime built in out of sight")
                : new OpenBlasOnOpenMp(build, runtime);
    }

    @Override
    public Reach reach() {
        return Reach.THREAD;
    }

    @Override
    public @Nullable Integer threads() {
        return runtime.threads();
    }

    @Override
    public boolean settable() {
        return runtime.readiness().isReady();
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
    public int admissible(int threads) {
        int most = width();
        return most == 0 || threads < most ? 1 : most;
    }

    private int width() {
        if (width == 0 && runtime.readiness().mayBeCalled()) {
            Integer seen = FreshThread.read(runtime::threads);
            width = seen == null ? 0 : seen;
        }
        return width;
    }

    @Override
    public String restriction() {
        return "OpenBLAS with OpenMP threads gives wrong numbers when calls of different widths above one meet, so it is"
                + " limited to 1 or not at all";
    }

    @Override
    public boolean setProcessDefault(int threads) {
        return runtime.setDefault(threads);
    }

    @Override
    public Object cell() {
        return runtime.cell();
    }

    @Override
    public Map<String, Object> details() {
        return runtime.readiness().details();
    }

    @Override
    public @Nullable String version() {
        return build.version();
    }

    @Override
    public @Nullable String threadingLayer() {
        return build.threadingLayer();
    }

    @Override
    public @Nullable String architecture() {
        return build.corename();
    }
}
