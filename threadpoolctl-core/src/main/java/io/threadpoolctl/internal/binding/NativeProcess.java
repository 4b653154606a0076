package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * This process as native code sees it. There is one; all methods may be called by any thread unless they say otherwise.
 *
 * <p>Where native code cannot be reached, or on an operating system that is not supported yet, it is a process without
 * libraries: {@link #problem()} says why, and nothing else fails.
 *
 * <p>Native code is reached when a method is first called that needs it, not before. A stack or a memory that is too small
 * for it at that moment is an error of that one call; the next tries again.
 */
public final class NativeProcess {

    /** Not in an initialiser: one that is interrupted by the end of the stack would spoil the class for good. */
    private static volatile @Nullable NativeProcess current;

    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable NativeAccess access;

    private NativeProcess() {}

    /** The process this code runs in. */
    public static NativeProcess current() {
        NativeProcess known = current;
        return known != null ? known : create();
    }

    private static synchronized NativeProcess create() {
        NativeProcess known = current;
        if (known == null) {
            known = new NativeProcess();
            current = known;
        }
        return known;
    }

    /** Why no library can be seen; empty if everything is as it should be. */
    public Optional<NativeAccessException> problem() {
        return Optional.ofNullable(access().problem());
    }

    /**
     * Whether libraries may have been loaded since the last {@link #libraries}; costs a read of memory. So it is as long as
     * nobody has asked for them.
     */
    public boolean mayHaveChanged() {
        NativeAccess known = access;
        return known == null || known.libraries().mayHaveChanged();
    }

    /**
     * The libraries that are loaded now and wanted. The same library is the same object every time.
     *
     * <p>At most one thread may be in this method or in {@link #reconsider()}.
     *
     * @param wanted asked once for each library; those it accepts are kept from being unloaded until they are
     *     {@linkplain #release given back}
     */
    public List<LoadedLibrary> libraries(Predicate<LoadedLibrary> wanted) {
        StackRoom.requireForFirstUse();
        return access().libraries().scan(wanted);
    }

    /**
     * Lets a wanted library go if nobody else wants it. Until {@link #reacquire} has said that it is still there, none of its
     * functions may be called: whoever calls them and whoever gives it back have to exclude each other. It stays among the
     * {@link #libraries} for as long as it is loaded.
     *
     * <p>Not beside {@link #reacquire} for the same library. The loader's lock is taken, and if nobody else wants the library,
     * its destructors run.
     */
    public void release(LoadedLibrary library) {
        if (library instanceof HeldLibrary held) {
            held.release();
        }
    }

    /** Whether {@link #release} may be called for libraries that may be limited again: it was tried on Linux alone. */
    public boolean canGiveBack() {
        NativeAccess known = access;
        return known != null && known.libraries().canGiveBack();
    }

    /**
     * Takes a library again that was {@linkplain #release given back}.
     *
     * @return whether it is held now: it is the same one, and everything in it is where it was. If not, it never will be.
     */
    public boolean reacquire(LoadedLibrary library) {
        return !(library instanceof HeldLibrary held) || held.reacquire();
    }

    /**
     * Whether a library is loaded that was seen among the loaded ones and is not held. Where that cannot be told for little,
     * as on Windows and macOS, it is.
     *
     * @param path its {@link LoadedLibrary#loadedAs}
     */
    public boolean isLoaded(String path) {
        return access().libraries().isLoaded(path);
    }

    /** Whether a later {@link #libraries} may let go of libraries that are held only to follow what is loaded. */
    public boolean mayLetGo() {
        NativeAccess known = access;
        return known != null && known.libraries().mayLetGo();
    }

    /** Makes the next {@link #libraries} ask again for the libraries that were not wanted so far. */
    public void reconsider() {
        NativeAccess known = access;
        if (known != null) {
            known.libraries().reconsider();
        }
    }

    /**
     * Sets a variable of the environment that native code sees; {@link System#getenv} does not change. Native code in other
     * threads may read the environment meanwhile.
     */
    public void setEnvironment(String name, String value) {
        OperatingSystem system = access().system();
        if (system != null) {
            system.setEnvironment(name, value);
        }
    }

    /** Takes a variable out of the environment that native code sees; otherwise as {@link #setEnvironment}. */
    public void clearEnvironment(String name) {
        OperatingSystem system = access().system();
        if (system != null) {
            system.clearEnvironment(name);
        }
    }

    /** The value of a variable that native code sees, {@code null} if it is not set. */
    public @Nullable String environment(String name) {
        OperatingSystem system = access().system();
        return system == null ? null : system.environment(name);
    }

    /** Where the library begins that covers an address; 0 if none does. */
    public long libraryAt(long address) {
        OperatingSystem system = access().system();
        return system == null ? 0 : system.libraryAt(address);
    }

    /** The lower half of a C {@code long} at an address in a loaded library's data. The caller answers for the address. */
    public int lowHalfAt(long address) {
        Linker linker = access().linker();
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
        NativeAccess known = access();
        OperatingSystem system = known.system();
        Linker linker = known.linker();
        long address = system == null ? 0 : system.visibleToAll(symbol);
        return address == 0 || linker == null ? null : linker.function(address);
    }

    /** The number of the user who runs this process; -1 where users have none. */
    public int userId() {
        OperatingSystem system = access().system();
        return system == null ? -1 : system.userId();
    }

    /** The processors that are online in the machine, whatever this process may use of them. */
    public int onlineProcessors() {
        OperatingSystem system = access().system();
        int online = system == null ? 0 : system.onlineProcessors();
        return Math.max(online, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Runs the body in such a way that a virtual thread cannot leave its carrier before it is through. What the body throws
     * is thrown by this method.
     */
    public void pinned(Runnable body) {
        Linker linker = access().linker();
        if (linker == null) {
            body.run();
        } else {
            linker.pinned(body);
        }
    }

    /** Whether {@link #pinned} holds a virtual thread here. Where it cannot, it must not be called. */
    public boolean canPin() {
        Linker linker = access().linker();
        return linker != null && linker.canPin();
    }

    private NativeAccess access() {
        NativeAccess known = access;
        return known != null ? known : open();
    }

    private NativeAccess open() {
        StackRoom.requireForFirstUse();
        opening.lock();
        try {
            NativeAccess opened = access;
            if (opened == null) {
                opened = NativeAccess.open();
                access = opened;
            }
            return opened;
        } finally {
            opening.unlock();
        }
    }
}
