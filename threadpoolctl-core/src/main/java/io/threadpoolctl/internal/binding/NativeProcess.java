package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This process as native code sees it. There is one; all methods may be called by any thread unless they say otherwise.
 *
 * <p>Where native code cannot be reached, or on an operating system that is not supported yet, it is a process without
 * libraries: {@link #problem()} says why, and nothing else fails.
 */
public final class NativeProcess {

    private final @Nullable Linker linker;
    private final @Nullable OperatingSystem system;
    private final LoadedLibraries libraries;
    private final @Nullable NativeAccessException problem;

    private NativeProcess(Linker linker, OperatingSystem system) {
        this.linker = linker;
        this.system = system;
        this.libraries = system.libraries();
        this.problem = null;
    }

    private NativeProcess(NativeAccessException problem) {
        this.linker = null;
        this.system = null;
        this.libraries = new NoLibraries();
        this.problem = problem;
    }

    /** The process this code runs in. */
    public static NativeProcess current() {
        return Holder.CURRENT;
    }

    /** Why no library can be seen; empty if everything is as it should be. */
    public Optional<NativeAccessException> problem() {
        return Optional.ofNullable(problem);
    }

    /** Whether libraries may have been loaded since the last {@link #libraries}; costs a read of memory. */
    public boolean mayHaveChanged() {
        return libraries.mayHaveChanged();
    }

    /**
     * The libraries that are loaded now and wanted. The same library is the same object every time.
     *
     * <p>At most one thread may be in this method or in {@link #reconsider()}.
     *
     * @param wanted asked once for each library; those it accepts are kept from being unloaded
     */
    public List<LoadedLibrary> libraries(Predicate<LoadedLibrary> wanted) {
        return libraries.scan(wanted);
    }

    /** Makes the next {@link #libraries} ask again for the libraries that were not wanted so far. */
    public void reconsider() {
        libraries.reconsider();
    }

    /**
     * Sets a variable of the environment that native code sees; {@link System#getenv} does not change. The C library's
     * {@code setenv} is not safe beside readers of the environment in other threads, so do it once and early.
     */
    public void setEnvironment(String name, String value) {
        if (system != null) {
            system.setEnvironment(name, value);
        }
    }

    /** Takes a variable out of the environment that native code sees; otherwise as {@link #setEnvironment}. */
    public void clearEnvironment(String name) {
        if (system != null) {
            system.clearEnvironment(name);
        }
    }

    /** The value of a variable that native code sees, {@code null} if it is not set. */
    public @Nullable String environment(String name) {
        return system == null ? null : system.environment(name);
    }

    /** Where the library begins that covers an address; 0 if none does. */
    public long libraryAt(long address) {
        return system == null ? 0 : system.libraryAt(address);
    }

    /** The lower half of a C {@code long} at an address in a loaded library's data. The caller answers for the address. */
    public int lowHalfAt(long address) {
        if (linker == null) {
            return 0;
        }
        boolean highHalfFirst = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
        return linker.memory(highHalfFirst ? address + Integer.BYTES : address, Integer.BYTES)
                .getInt(0);
    }

    /**
     * A function as a library finds it that does not say where it comes from: the first one that is visible to the whole
     * process.
     *
     * @return {@code null} if there is none, or on Windows, where every library says so
     */
    public @Nullable NativeFunction visibleToAll(String symbol) {
        long address = system == null ? 0 : system.visibleToAll(symbol);
        return address == 0 || linker == null ? null : linker.function(address);
    }

    /** The number of the user who runs this process; -1 where users have none. */
    public int userId() {
        return system == null ? -1 : system.userId();
    }

    /** The processors that are online in the machine, whatever this process may use of them. */
    public int onlineProcessors() {
        int online = system == null ? 0 : system.onlineProcessors();
        return Math.max(online, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs the body in such a way that a virtual thread cannot leave its carrier before it is through. What the body throws
     * is thrown by this method.
     */
    public void pinned(Runnable body) {
        if (linker == null) {
            body.run();
        } else {
            linker.pinned(body);
        }
    }

    private static NativeProcess create() {
        try {
            Function<Linker, OperatingSystem> system = OperatingSystem.named(System.getProperty("os.name", "unknown"));
            AddressSize.requireBy(System::getProperty);
            Linker linker = Linkers.choose(System.getProperty(Linkers.PROPERTY));
            return new NativeProcess(linker, system.apply(linker));
        } catch (NativeAccessException e) {
            return new NativeProcess(e);
        } catch (LinkageError | RuntimeException e) {
            return new NativeProcess(new NativeAccessException(
                    "threadpoolctl cannot reach native code, so no native library is seen and no limit is applied: " + e
                            + ". JNA must be able to unpack and load its library: give it a writable directory that"
                            + " is not mounted noexec (-Djna.tmpdir=DIR), and start Java with "
                            + NativeAccess.option() + ".",
                    e));
        }
    }

    private static final class Holder {
        private static final NativeProcess CURRENT = create();
    }
}
