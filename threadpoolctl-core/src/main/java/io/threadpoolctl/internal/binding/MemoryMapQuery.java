package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kernel what is mapped at an address: {@code ioctl(PROCMAP_QUERY)} on {@code /proc/self/maps} ({@code
 * <linux/fs.h>}, Linux 6.11), which spares it writing, and us reading, the whole text. For one thread at a time.
 */
final class MemoryMapQuery {

    private static final long PROCMAP_QUERY = 0xC0686611L;
    private static final long COVERING = 0;
    private static final long NEXT_WITH_CODE = 0x04 | 0x10 | 0x20; // executable, covering or next, of a file

    /** {@code struct procmap_query}; behind it, in the same piece of memory, is room for the name. */
    private static final int STRUCT_SIZE = 104;

    private static final int SIZE = 0;
    private static final int QUERY_FLAGS = 8;
    private static final int QUERY_ADDR = 16;
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

    Session open() {
        return new Session(address == 0 ? -1 : (int) open.call("/proc/self/maps", O_CLOEXEC));
    }

    /** While the file is open, if it could be opened. */
    final class Session implements AutoCloseable {

        private final int file;

        private Session(int file) {
            this.file = file;
        }

        /** What is mapped at an address, {@code null} if the kernel does not answer. */
        @Nullable
        Mapping at(long place) {
            return ask(place, COVERING);
        }

        /** The next file with code that is mapped at an address or behind it, {@code null} if there is none. */
        @Nullable
        Mapping codeFrom(long place) {
            return ask(place, NEXT_WITH_CODE);
        }

        private @Nullable Mapping ask(long place, long flags) {
            if (file < 0) {
                return null;
            }
            query.putLong(SIZE, STRUCT_SIZE)
                    .putLong(QUERY_FLAGS, flags)
                    .putLong(QUERY_ADDR, place)
                    .putLong(VMA_NAME_SIZE, PATH_MAX) // and no room for the build id, which comes next
                    .putLong(VMA_NAME_ADDR, address + STRUCT_SIZE);
            boolean isAnswered = (int) ioctl.call(file, PROCMAP_QUERY, address) == 0;
            return isAnswered ? new Mapping(path(), address + STRUCT_SIZE, query.getLong(VMA_END)) : null;
        }

        private String path() {
            byte[] bytes = new byte[Math.max(query.getInt(VMA_NAME_SIZE) - 1, 0)];
            query.get(STRUCT_SIZE, bytes);
            String name = new String(bytes, StandardCharsets.UTF_8);
            String path = MemoryMaps.withoutMark(name);
            int length = bytes.length - (name.length() - path.length());
            query.put(STRUCT_SIZE + length, (byte) 0);
            return path;
        }

        @Override
        public void close() {
            if (file >= 0) {
                close.call(file);
            }
        }
    }

    /**
     * One mapping.
     *
     * @param path of the file, without the mark of one that was deleted; another name or none if it is no file
     * @param pathAddress where the path is, with a zero at its end, until the next question
     * @param end the address behind it
     */
    record Mapping(String path, long pathAddress, long end) {}
}
