package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hold on a library that makes its threads with an OpenMP runtime of LLVM's or Intel's: as long as that may not be
 * called, neither may the library, which might call it.
 */
record OnRuntime(ThreadControl library, Readiness runtime) implements ThreadControl {

    /** The control as it may be used, given what the library depends on. */
    static ThreadControl guarded(ThreadControl control, LoadedLibrary library, KmpRuntimes runtimes) {
        boolean knowsItself =
                control instanceof OpenMp.Control || control instanceof OpenBlasOnOpenMp || control instanceof Backends;
        boolean hasNone = control instanceof OpenBlasOnThreads
                || control instanceof TbbControl
                || control instanceof NotLimitable;
        Readiness readiness = knowsItself || hasNone ? Readiness.ALWAYS : runtimes.calledBy(library);
        return readiness == Readiness.ALWAYS ? control : new OnRuntime(control, readiness);
    }

    @Override
    public Reach reach() {
        return library.reach();
    }

    @Override
    public @Nullable Integer threads() {
        return runtime.mayBeCalled() ? library.threads() : null;
    }

    @Override
    public boolean settable() {
        return runtime.isReady() && library.settable();
    }

    @Override
    public long limit(int threads) {
        return library.limit(threads);
    }

    @Override
    public void restore(long replaced) {
        library.restore(replaced);
    }

    @Override
    public @Nullable Integer threadsOf(long replaced) {
        return library.threadsOf(replaced);
    }

    @Override
    public int admissible(int threads) {
        return library.admissible(threads);
    }

    @Override
    public String restriction() {
        return library.restriction();
    }

    @Override
    public @Nullable String obstacle() {
        return library.obstacle();
    }

    @Override
    public boolean setProcessDefault(int threads) {
        return runtime.mayBeCalled() && library.setProcessDefault(threads);
    }

    @Override
    public boolean processDefaultLeavesTraces() {
        return library.processDefaultLeavesTraces();
    }

    @Override
    public boolean isUpperBound() {
        return library.isUpperBound();
    }

    @Override
    public Object cell() {
        return library.cell();
    }

    @Override
    public @Nullable String version() {
        return runtime.mayBeCalled() ? library.version() : null;
    }

    @Override
    public @Nullable String threadingLayer() {
        return runtime.mayBeCalled() ? library.threadingLayer() : null;
    }

    @Override
    public @Nullable String architecture() {
        return runtime.mayBeCalled() ? library.architecture() : null;
    }

    @Override
    public Map<String, Object> details() {
        return runtime.mayBeCalled() ? library.details() : Readiness.ASLEEP;
    }
}
