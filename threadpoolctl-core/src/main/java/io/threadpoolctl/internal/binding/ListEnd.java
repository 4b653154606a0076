package io.threadpoolctl.internal.binding;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The last library that was seen in the {@linkplain LoaderList loader's list}, with one question: does anything follow it
 * now? Any thread may ask at any time, so the library is held: the one that was loaded last stays until another one is.
 *
 * <p>When the end has moved on, a thread may still be about to read where it was. So the old one is given back only when the
 * garbage collector has found that nobody has it any more.
 *
 * <p>For a library that should go, {@linkplain #append another} takes its place: a small one of the C library's own that does
 * nothing.
 *
 * <p>If the loader has no handle for what follows, the clock decides: a look every {@value #PATIENCE_MILLIS} ms at most.
 */
final class ListEnd {

    private static final int PATIENCE_MILLIS = 50;

    private final Linker linker;
    private final DynamicLoader loader;
    private final ReferenceQueue<Entry> unreachable = new ReferenceQueue<>();
    private final Set<Retired> retired = new HashSet<>();
    private volatile @Nullable Entry last;
    private volatile int retiredCount;
    private volatile boolean blocked;
    private volatile long lookAgainAt;

    /** The handle of one that was loaded to be the last, 0 if there was none. */
    private long appended;

    ListEnd(Linker linker, DynamicLoader loader) {
        this.linker = linker;
        this.loader = loader;
    }

    boolean isFollowed() {
        Entry entry = last;
        if (entry == null) {
            return true;
        }
        try {
            return LinkMap.next(entry.struct) != 0 && (!blocked || System.nanoTime() - lookAgainAt >= 0);
        } finally {
            Reference.reachabilityFence(entry);
        }
    }

    /** The handle of the library; 0 if none was seen so far. */
    long handle() {
        Entry entry = last;
        return entry == null ? 0 : entry.handle;
    }

    /**
     * Moves on to a library that the caller holds.
     *
     * @param isEnd whether there was nothing behind it; otherwise there was nothing for which the loader has a handle
     */
    void moveTo(LinkMap library, boolean isEnd) {
        if (isEnd) {
            blocked = false; // first, so that nobody goes by the clock where the new one is followed
        }
        if (library.handle() != handle() && !hold(library)) {
            return;
        }
        if (!isEnd) {
            lookAgainAt = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
            blocked = true;
        }
    }

    /**
     * Has another library be the last, so that the one that is can go.
     *
     * @return its handle, to be closed when the end has moved on to it; 0 if there is none
     */
    long append() {
        if (appended != 0 && appended == handle()) {
            return 0;
        }
        // Empty since glibc 2.34, and small before; a process seldom has one of them.
        for (String name : List.of("libutil.so.1", "libanl.so.1", "libBrokenLocale.so.1")) {
            long loaded = loader.open(name);
            if (loaded == 0) {
                appended = loader.load(name);
                return appended;
            }
            loader.close(loaded);
        }
        return 0;
    }

    /** Whether there are libraries that will be given back once the garbage collector has been there. */
    boolean hasRetired() {
        return retiredCount != 0;
    }

    private boolean hold(LinkMap library) {
        long reference = loader.open(library.name());
        if (reference != library.handle()) {
            loader.closeIfOpen(reference);
            return false;
        }
        Entry old = last;
        last = new Entry(reference, linker.memory(reference, LinkMap.SIZE));
        if (old != null) {
            retired.add(new Retired(old, unreachable));
            retiredCount = retired.size();
        }
        return true;
    }

    /** Gives back the libraries that no thread can be reading any more. */
    void closeRetired() {
        for (Reference<?> next = unreachable.poll(); next != null; next = unreachable.poll()) {
            Retired entry = (Retired) next;
            retired.remove(entry);
            retiredCount = retired.size();
            loader.close(entry.handle);
        }
    }

    private static final class Entry {

        private final long handle;
        private final ByteBuffer struct;

        Entry(long handle, ByteBuffer struct) {
            this.handle = handle;
            this.struct = struct;
        }
    }

    private static final class Retired extends PhantomReference<Entry> {

        private final long handle;

        Retired(Entry entry, ReferenceQueue<Entry> queue) {
            super(entry, queue);
            this.handle = entry.handle;
        }
    }
}
