package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kernel32} knows about the modules of this process: a Toolhelp snapshot lists them, {@code
 * GetModuleFileNameW} names them, {@code GetModuleHandleExW} keeps them.
 */
final class Kernel32 {

    private static final int TH32CS_SNAPMODULE = 0x8;
    private static final int THIS_PROCESS = 0;
    private static final long INVALID_HANDLE_VALUE = -1;
    private static final long CURRENT_PROCESS = -1;
    private static final int SIZE_OF_MODULEINFO = 24;
    private static final int SIZE_OF_IMAGE = 8;
    private static final int GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT = 0x2;
    private static final int GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS = 0x4;

    /** A snapshot fails while modules come and go ({@code ERROR_BAD_LENGTH}); Microsoft says to try again. */
    private static final int TRIES = 16;

    private final Linker linker;
    private final Map<String, NativeFunction> functions = new ConcurrentHashMap<>();

    Kernel32(Linker linker) {
        this.linker = linker;
    }

    /** Calls a function; a handle or an address is a {@code Long}, a {@code DWORD} or {@code BOOL} an {@code Integer}. */
    long call(String name, Object... arguments) {
        return functions.computeIfAbsent(name, this::find).call(arguments);
    }

    /** The modules as they are listed at one moment: there is always one, the program. */
    List<ModuleEntry> modules() {
        long snapshot = snapshot();
        try {
            ByteBuffer entry = ModuleEntry.memory();
            List<ModuleEntry> modules = new ArrayList<>();
            if (!isTrue(call("Module32FirstW", snapshot, entry))) {
                throw new IllegalStateException(
                        "Windows' list of the loaded libraries cannot be read (Module32FirstW).");
            }
            do {
                modules.add(ModuleEntry.read(entry));
            } while (isTrue(call("Module32NextW", snapshot, entry)));
            return modules;
        } finally {
            call("CloseHandle", snapshot);
        }
    }

    /** The module that is held by a handle, which may have taken the place of the one that was listed. */
    ModuleEntry held(long handle, ModuleEntry listed) {
        ByteBuffer information = ByteBuffer.allocateDirect(SIZE_OF_MODULEINFO).order(ByteOrder.nativeOrder());
        boolean isTold =
                isTrue(call("K32GetModuleInformation", CURRENT_PROCESS, handle, information, SIZE_OF_MODULEINFO));
        return isTold
                ? new ModuleEntry(handle, Integer.toUnsignedLong(information.getInt(SIZE_OF_IMAGE)), listed.path())
                : listed;
    }

    /** The path of a module's file; {@code null} if it is gone. */
    @Nullable
    String fileName(long module) {
        return WideText.read((room, characters) -> (int) call("GetModuleFileNameW", module, room, characters));
    }

    /** A handle on the module at an address, which keeps it loaded; 0 if there is none. */
    long keep(long address) {
        return handleAt(address, GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS);
    }

    /** Where the module begins that covers an address, which is its handle; 0 if none does. */
    long moduleAt(long address) {
        return handleAt(address, GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT);
    }

    private long handleAt(long address, int flags) {
        ByteBuffer handle = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
        boolean found = isTrue(call("GetModuleHandleExW", flags, address, handle));
        return found ? handle.getLong(0) : 0;
    }

    /** Gives up what {@link #keep} gave. */
    void release(long handle) {
        call("FreeLibrary", handle);
    }

    /** The address of what a module exports under a name, or 0. */
    long symbol(long module, String name) {
        return call("GetProcAddress", module, name);
    }

    private long snapshot() {
        for (int i = 0; i < TRIES; i++) {
            long snapshot = call("CreateToolhelp32Snapshot", TH32CS_SNAPMODULE, THIS_PROCESS);
            if (snapshot != INVALID_HANDLE_VALUE) {
                return snapshot;
            }
        }
        throw new IllegalStateException(
                "Windows gave no list of the loaded libraries in " + TRIES + " tries (CreateToolhelp32Snapshot).");
    }

    private NativeFunction find(String name) {
        long address = linker.find("kernel32", name);
        if (address == 0) {
            throw new NativeAccessException(
                    "Windows' kernel32 has no function " + name + ", which threadpoolctl needs.", null);
        }
        return linker.function(address);
    }

    private static boolean isTrue(long bool) {
        return (int) bool != 0;
    }
}
