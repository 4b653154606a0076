package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads memory that may be gone. The kernel copies it into a pipe, and where nothing is mapped any more it says so instead of
 * ending the process. What was freed and is used again reads as something else: whoever asks has to check what it gets.
 *
 * <p>A pipe, since {@code process_vm_readv} is refused by seccomp profiles of container runtimes, and {@code /proc/self/mem}
 * to a process that may not be dumped. It is empty before and after each copy, so nothing ever waits.
 *
 * <p>For one thread at a time.
 */
final class MemoryProbe {

    private static final int O_CLOEXEC = 0x80000;
    private static final int PIECE = 256;

    private final NativeFunction pipe2;
    private final NativeFunction write;
    private final NativeFunction read;
    private final NativeFunction close;
    private final long address;
    private final ByteBuffer copy;

    MemoryProbe(Linker linker) {
        this.pipe2 = linker.require("pipe2");
        this.write = linker.require("write");
        this.read = linker.require("read");
        this.close = linker.require("close");
        this.address = linker.require("calloc").call(1L, (long) LinkMap.PATH_MAX);
        this.copy = linker.memory(address, LinkMap.PATH_MAX);
    }

    /** For as long as the memory may have to be read. */
    Session open() {
        if ((int) pipe2.call(address, O_CLOEXEC) != 0) {
            throw new IllegalStateException(
                    "The list of the loaded libraries cannot be read: this process may open no more files.");
        }
        return new Session(copy.getInt(0), copy.getInt(Integer.BYTES));
    }

    /** While the pipe is open. Each copy is good until the next one is made. */
    final class Session implements AutoCloseable {

        private final int out;
        private final int in;

        private Session(int out, int in) {
            this.out = out;
            this.in = in;
        }

        /** A copy of the memory, {@code null} if it is gone. */
        @Nullable
        ByteBuffer words(long place, int size) {
            return copy(place, 0, size) ? copy : null;
        }

        /** The address of a copy of a zero-terminated text, 0 if it is gone. */
        long text(long place) {
            int length = 0;
            while (length < LinkMap.PATH_MAX) {
                // Up to a multiple of the piece, and so never into a page that the text does not reach.
                int size = Math.min(PIECE - (int) (place + length & (PIECE - 1)), LinkMap.PATH_MAX - length);
                if (!copy(place + length, length, size)) {
                    return 0;
                }
                for (int end = length + size; length < end; length++) {
                    if (copy.get(length) == 0) {
                        return address;
                    }
                }
            }
            return 0;
        }

        private boolean copy(long place, int offset, int size) {
            long written = write.call(in, place, (long) size);
            return written > 0 && read.call(out, address + offset, written) == size;
        }

        @Override
        public void close() {
            close.call(in);
            close.call(out);
        }
    }
}
