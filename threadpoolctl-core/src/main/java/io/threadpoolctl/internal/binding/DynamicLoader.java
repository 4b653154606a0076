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
    private static final int DL_INFO_SIZE = 32;
    private static final int DLI_FNAME = 0;
    private static final int DLI_FBASE = 8;

    private final Linker linker;
    private final NativeFunction dlopen;
    private final NativeFunction dlsym;
    private final NativeFunction dlclose;
    private final NativeFunction dladdr;
    private final int mode;

    /** @param noLoad the flags of this system for {@code RTLD_NOLOAD} and, where it is not the default, {@code RTLD_LOCAL} */
    DynamicLoader(Linker linker, int noLoad) {
        this.linker = linker;
        this.dlopen = linker.require("dlopen");
        this.dlsym = linker.require("dlsym");
        this.dlclose = linker.require("dlclose");
        this.dladdr = linker.require("dladdr");
        this.mode = RTLD_LAZY | noLoad;
    }

    /** A handle on a loaded library, or 0 if no library of that path is loaded. */
    long open(String path) {
        return dlopen.call(path, mode);
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
