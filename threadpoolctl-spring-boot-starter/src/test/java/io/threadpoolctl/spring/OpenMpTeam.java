package io.threadpoolctl.spring;

import com.sun.jna.Callback;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.threadpoolctl.Threadpools;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts the threads of a parallel region, as a C compiler makes one: through {@code GOMP_parallel} of libgomp. */
final class OpenMpTeam {

    private static final int AS_MANY_AS_THE_RUNTIME_LIKES = 0;
    private static final int NO_FLAGS = 0;

    private OpenMpTeam() {}

    static boolean isLoaded() {
        return Threadpools.ofProcess().info().stream()
                .anyMatch(library -> library.prefix().equals("libgomp"));
    }

    /** Loads libgomp if it is not loaded yet, opens a region and counts the threads that came. */
    static int size() {
        System.load(DebianLibraries.LIBGOMP.toString()); // JNA alone would let go of it
        Set<Thread> team = ConcurrentHashMap.newKeySet();
        Region region = data -> team.add(Thread.currentThread());
        NativeLibrary.getInstance(DebianLibraries.LIBGOMP.toString())
                .getFunction("GOMP_parallel")
                .invokeVoid(new Object[] {region, Pointer.NULL, AS_MANY_AS_THE_RUNTIME_LIKES, NO_FLAGS});
        return team.size();
    }

    /** {@code void region(void *data)}. */
    @FunctionalInterface
    interface Region extends Callback {
        void invoke(Pointer data);
    }
}
