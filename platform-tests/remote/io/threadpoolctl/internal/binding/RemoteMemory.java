package io.threadpoolctl.internal.binding;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Copies of memory of the helper process, kept alike: what is written here goes there before the next call, what a call may
 * have written there comes here behind it. The few structures of a loader that are read again and again without a call come
 * by themselves, some ten times a second.
 */
final class RemoteMemory {

    /** Larger pieces are only read, once. */
    private static final int MOST = 8192;

    /** {@code LinkMap.SIZE}, and that of {@code LoaderData}. */
    private static final List<Integer> WATCHED = List.of(40, 48);

    private static final long PERIOD_MILLIS = 20;
    private static final List<Piece> PIECES = new CopyOnWriteArrayList<>();

    private RemoteMemory() {}

    static ByteBuffer at(long address, int size) {
        push();
        byte[] bytes = RemoteProcess.read(address, size);
        ByteBuffer copy = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()).put(0, bytes);
        if (size <= MOST) {
            PIECES.removeIf(piece -> piece.buffer.get() == null);
            PIECES.add(new Piece(address, new WeakReference<>(copy), bytes));
        }
        return copy;
    }

    /** Writes there what was written here. */
    static void push() {
        PIECES.forEach(Piece::push);
    }

    /** Reads again what a call was given the address of. */
    static void pull(Object... arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Long address) {
                for (Piece piece : PIECES) {
                    if (address >= piece.address && address < piece.address + piece.bytes.length) {
                        piece.pull();
                    }
                }
            }
        }
    }

    /** Reads again what a loader may have changed. */
    static void pullWatched() {
        for (Piece piece : PIECES) {
            if (WATCHED.contains(piece.bytes.length)) {
                piece.pull();
            }
        }
    }

    static void watch() {
        Thread thread = new Thread(
                () -> {
                    while (true) {
                        try {
                            Thread.sleep(PERIOD_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                        pullWatched();
                    }
                },
                "remote-memory");
        thread.setDaemon(true);
        thread.start();
    }

    private record Piece(long address, WeakReference<ByteBuffer> buffer, byte[] bytes) {

        synchronized void push() {
            ByteBuffer copy = buffer.get();
            if (copy != null) {
                byte[] now = new byte[bytes.length];
                copy.get(0, now);
                if (!Arrays.equals(now, bytes)) {
                    RemoteProcess.write(address, now);
                    System.arraycopy(now, 0, bytes, 0, now.length);
                }
            }
        }

        synchronized void pull() {
            ByteBuffer copy = buffer.get();
            if (copy != null) {
                byte[] now = RemoteProcess.read(address, bytes.length);
                copy.put(0, now);
                System.arraycopy(now, 0, bytes, 0, now.length);
            }
        }
    }
}
