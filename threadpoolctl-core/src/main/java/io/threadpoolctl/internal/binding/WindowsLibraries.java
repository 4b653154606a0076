package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of a Windows process.
 *
 * <p>The end of the loader's list tells whether a library was loaded. Its memory may have been another's before, which was
 * unloaded meanwhile; so there is a look every {@value #PATIENCE_MILLIS} ms all the same. A module that cannot be named or
 * kept is on its way in or out, and is left for the next look.
 *
 * <p>Run under Wine, by a process that answered its calls; not yet in a Java for Windows.
 */
final class WindowsLibraries implements LoadedLibraries {

    private static final int PATIENCE_MILLIS = 50;

    private final Kernel32 kernel32;
    private final Linker linker;
    private final ExaminedModules<ModuleEntry> examined = new ExaminedModules<>();
    private final LoaderData loaderData;
    private volatile long lastSeen;
    private volatile long lookAgainAt = System.nanoTime();

    WindowsLibraries(Kernel32 kernel32, Linker linker) {
        this.loaderData = new LoaderData(linker);
        this.kernel32 = kernel32;
        this.linker = linker;
    }

    @Override
    public boolean mayHaveChanged() {
        return loaderData.lastModule() != lastSeen || System.nanoTime() - lookAgainAt >= 0;
    }

    @Override
    public List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted) {
        // Both before the look: what is loaded while it lasts is for the next one.
        long last = loaderData.lastModule();
        long now = System.nanoTime();
        List<LoadedLibrary> libraries = examined.update(kernel32.modules(), this::hold, wanted);
        lastSeen = last;
        lookAgainAt = now + PATIENCE_MILLIS * 1_000_000L;
        return libraries;
    }

    @Override
    public void reconsider() {
        examined.reconsider();
    }

    private @Nullable HeldLibrary hold(ModuleEntry module) {
        long handle = kernel32.keep(module.start());
        String path = handle == 0 ? null : kernel32.fileName(handle);
        if (path != null) {
            return new WindowsLibrary(path, kernel32.held(handle, module), kernel32, linker);
        }
        if (handle != 0) {
            kernel32.release(handle);
        }
        return null;
    }
}
