package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code <dlfcn.h>}, for libraries that are loaded already.
 *
 * <p>Libraries are opened with {@code RTLD_NOLOAD} and without {@code RTLD_GLOBAL}: nothing gets loaded, no private
 * library becomes visible to others, and the handle keeps the library from vanishing while we know it.
 */
final class DynamicLoader {

    private static final int RTLD_LAZY = 1;
    private static final long LM_ID_BASE = 0;
    private static final int DL_INFO_SIZE = 32;
    private static final int DLI_FNAME = 0;
    private static final int DLI_FBASE = 8;

    private final Linker linker;
    private final NativeFunction dlopen;
    private final @Nullable NativeFunction dlmopen;
    private final NativeFunction dlsym;
    private final NativeFunction dlclose;
    private final NativeFunction dladdr;
    private final int noLoad;
    private final int mode;

    /** @param noLoad the flags of this system for {@code RTLD_NOLOAD} and, where it is not the default, {@code RTLD_LOCAL} */
    DynamicLoader(Linker linker, int noLoad) {
        this.linker = linker;
        this.dlopen = linker.require("dlopen");
        // It does not search the list for its caller, whose namespace might be another, and is to be had in glibc.
        this.dlmopen = linker.find("dlmopen") == 0 ? null : linker.require("dlmopen");
        this.dlsym = linker.require("dlsym");
        this.dlclose = linker.require("dlclose");
        this.dladdr = linker.require("dladdr");
        this.noLoad = noLoad;
        this.mode = RTLD_LAZY | noLoad;
    }

    /** A handle on a loaded library, or 0 if no library of that path is loaded. */
    long open(String path) {
        return dlopen.call(path, mode);
    }

    /** Loads a library for nobody else, or takes a handle on it if it is loaded; 0 if there is none of that name. */
    long load(String name) {
        return dlopen.call(name, mode & ~noLoad);
    }

    /** The program. */
    long open() {
        return dlopen.call(0L, mode);
    }

    /** As {@link #open(String)}, for a zero-terminated path at an address. */
    long open(long path) {
        return dlmopen == null ? dlopen.call(path, mode) : dlmopen.call(LM_ID_BASE, path, mode);
    }

    /** As {@link #open(String)}, for a zero-terminated path in a direct buffer. */
    long open(ByteBuffer path) {
        return dlopen.call(path, mode);
    }

    /** Gives a handle back, if it is one. */
    void closeIfOpen(long handle) {
        if (handle != 0) {
            dlclose.call(handle);
        }
    }

    void close(long handle) {
        dlclose.call(handle);
    }

    /** The address of a symbol in the library or in one it depends on, or 0. */
    long symbol(long handle, String name) {
        return dlsym.call(handle, name);
    }

    /** How the loader itself names the library that covers an address; {@code null} if none does. */
    @Nullable
    String nameAt(long address) {
        return linker.string(about(address).getLong(DLI_FNAME));
    }

    /** Where the library begins that covers an address; 0 if none does. */
    long baseAt(long address) {
        return about(address).getLong(DLI_FBASE);
    }

    /** The {@code Dl_info} for an address, empty if no library covers it. */
    private ByteBuffer about(long address) {
        ByteBuffer info = ByteBuffer.allocateDirect(DL_INFO_SIZE).order(ByteOrder.nativeOrder());
        boolean found = (int) dladdr.call(address, info) != 0;
        return found ? info : info.putLong(DLI_FNAME, 0).putLong(DLI_FBASE, 0);
    }
}
