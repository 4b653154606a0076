package io.threadpoolctl.internal.binding;

/** Loads libraries in the helper process. */
public final class RemoteLoading {

    private RemoteLoading() {}

    /** Its handle; 0 if it cannot be loaded. What is known here of the loader's structures is new when this is over. */
    public static long load(String path) {
        long handle = RemoteProcess.find(path, "");
        RemoteMemory.pullWatched();
        return handle;
    }
}
