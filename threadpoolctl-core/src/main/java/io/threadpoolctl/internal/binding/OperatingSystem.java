package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What differs from one operating system to the next. */
interface OperatingSystem {

    LoadedLibraries libraries();

    /** Sets a variable of the environment that native code sees. */
    void setEnvironment(String name, String value);

    /** The value of a variable that native code sees, {@code null} if it is not set. */
    @Nullable
    String environment(String name);

    /** Takes a variable out of the environment that native code sees. */
    void clearEnvironment(String name);

    /** Where the library begins that covers an address; 0 if none does. */
    long libraryAt(long address);

    /**
     * The address of a symbol as a library finds it that does not say where it comes from: the first one that is visible to
     * the whole process. 0 if there is none, or no such order.
     */
    long visibleToAll(String symbol);

    /** The number of the user who runs this process; -1 where users have none. */
    int userId();

    /** The processors that are online in the machine, 0 if that cannot be told. */
    int onlineProcessors();

    /**
     * The one that is running, to be reached through a linker. It is asked for first, since where it is not supported there
     * may be no linker either.
     *
     * @param name the system property {@code os.name}
     * @throws NativeAccessException if it is not supported
     */
    static Function<Linker, OperatingSystem> named(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (lowerCase.startsWith("linux")) {
            return Posix::linux;
        }
        if (lowerCase.startsWith("mac") || lowerCase.startsWith("darwin")) {
            return Posix::macOs;
        }
        if (lowerCase.startsWith("windows")) {
            return Windows::new;
        }
        throw new NativeAccessException(
                "threadpoolctl does not support the operating system " + name
                        + " yet: no native library is seen and no limit is applied. Supported: Linux, macOS, Windows.",
                null);
    }
}
