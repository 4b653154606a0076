package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The list in which Windows' loader has the modules of this process, new ones at its end: {@code PEB.Ldr} and {@code
 * PEB_LDR_DATA.InMemoryOrderModuleList} of {@code <winternl.h>}, as laid out for 64 bits. The head of the list, which points
 * to its end, stays where it is, so any thread may read it at any time.
 */
final class LoaderData {

    private static final int LDR = 24;
    private static final int SIZE = 48;
    private static final int LAST_MODULE = 40;

    private final @Nullable ByteBuffer data;

    LoaderData(Linker linker) {
        long function = linker.find("ntdll", "RtlGetCurrentPeb");
        long block = function == 0 ? 0 : linker.function(function).call();
        long address = block == 0 ? 0 : linker.word(block + LDR);
        this.data = address == 0 ? null : linker.memory(address, SIZE);
    }

    /** The address of what the loader knows about the last module; 0 if it cannot be told. */
    long lastModule() {
        return data == null ? 0 : data.getLong(LAST_MODULE);
    }
}
