package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel for the mappings with executable code only, one after the other: {@code ioctl(PROCMAP_QUERY)} on {@code
 * /proc/self/maps} ({@code <linux/fs.h>}, Linux 6.11). Four of five lines of the text are about other mappings, and the
 * kernel takes longer to write them than everything else in a scan takes.
 *
 * <p>A module found here begins and ends with its code, where the text gives the whole file.
 */
final class MemoryMapQuery {

    private static final long PROCMAP_QUERY = 0xC0686611L;
    private static final long EXECUTABLE = 0x04;
    private static final long COVERING_OR_NEXT = 0x10;
    private static final long FILE_BACKED = 0x20;

    /** {@code struct procmap_query}; behind it, in the same piece of memory, is room for the name. */
    private static final int STRUCT_SIZE = 104;

    private static final int SIZE = 0;
    private static final int QUERY_FLAGS = 8;
    private static final int QUERY_ADDR = 16;
    private static final int VMA_START = 24;
    private static final int VMA_END = 32;
    private static final int VMA_NAME_SIZE = 80;
    private static final int VMA_NAME_ADDR = 88;

    private static final int PATH_MAX = 4096;
    private static final int O_CLOEXEC = 0x80000;

    private final NativeFunction open;
    private final NativeFunction close;
    private final NativeFunction ioctl;
    private final long address;
    private final ByteBuffer query;

    MemoryMapQuery(Linker linker) {
        this.open = linker.require("open");
        this.close = linker.require("close");
        this.ioctl = linker.require("ioctl");
        this.address = linker.require("calloc").call(1L, (long) STRUCT_SIZE + PATH_MAX);
        this.query = address == 0 ? ByteBuffer.allocate(0) : linker.memory(address, STRUCT_SIZE + PATH_MAX);
    }

    /** The files with executable code that are mapped, by address; {@code null} if this kernel does not answer. */
    @Nullable
    List<MappedModule> modules() {
        if (address == 0) {
            return null;
        }
        int file = (int) open.call("/proc/self/maps", O_CLOEXEC);
        if (file < 0) {
            return null;
        }
        try {
            List<MappedModule> modules = new ArrayList<>();
            long from = 0;
            while (next(file, from, PATH_MAX)) {
                add(path(), modules);
                from = query.getLong(VMA_END);
            }
            boolean answered = !modules.isEmpty();
            // Over a name that is too long for anybody it would stop as well as behind the last mapping.
            boolean complete = answered && !next(file, from, 0);
            return complete ? modules : null;
        } finally {
            close.call(file);
        }
    }

    /** Code that was mapped in pieces is one module. */
    private void add(String path, List<MappedModule> modules) {
        long start = query.getLong(VMA_START);
        MappedModule last = modules.isEmpty() ? null : modules.get(modules.size() - 1);
        if (last != null && last.path().equals(path)) {
            modules.remove(modules.size() - 1);
            start = last.start();
        }
        modules.add(new MappedModule(path, start, query.getLong(VMA_END)));
    }

    private boolean next(int file, long from, int nameSize) {
        query.putLong(SIZE, STRUCT_SIZE)
                .putLong(QUERY_FLAGS, EXECUTABLE | COVERING_OR_NEXT | FILE_BACKED)
                .putLong(QUERY_ADDR, from)
                .putLong(VMA_NAME_SIZE, nameSize) // and no room for the build id, which comes next
                .putLong(VMA_NAME_ADDR, nameSize == 0 ? 0 : address + STRUCT_SIZE);
        return (int) ioctl.call(file, PROCMAP_QUERY, address) == 0;
    }

    private String path() {
        int length = Math.max(query.getInt(VMA_NAME_SIZE) - 1, 0);
        byte[] text = new byte[length];
        query.get(STRUCT_SIZE, text);
        return MemoryMaps.withoutMark(new String(text, StandardCharsets.UTF_8));
    }
}
