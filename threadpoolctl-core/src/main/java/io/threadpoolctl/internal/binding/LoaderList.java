package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/**
 * The loader's own list of what it has loaded, in the order in which that happened. The loader changes it under a lock that
 * nobody else can take, so it is read like this:
 *
 * <ul>
 *   <li>An entry is followed only while its library is held: it stays in the list then, and its memory stays.
 *   <li>The entry behind it may go at any moment, so its name is read with care, and what counts is the handle that the
 *       loader gives for that name: if it is this entry, this library is held, too.
 *   <li>The list grows at its end only. So if the one still follows the other now, nothing will ever come between them.
 * </ul>
 *
 * <p>To ask for a handle waits for a library that another thread is loading, until its constructors have run. Libraries in
 * other namespaces ({@code dlmopen}) are not in this list.
 */
final class LoaderList {

    /** How often there may be no handle for an entry that is in the list before there is taken to be none. */
    private static final int TRIES = 100;

    private final Linker linker;
    private final DynamicLoader loader;
    private final MemoryProbe probe;

    LoaderList(Linker linker, DynamicLoader loader) {
        this.linker = linker;
        this.loader = loader;
        this.probe = new MemoryProbe(linker);
    }

    /** The first entry, which is the program and stays. */
    long first() {
        return loader.open();
    }

    /**
     * Opens the libraries behind one that is held, for the caller to close.
     *
     * @param ahead handles of libraries that are held already
     * @param opened gets them, also those that were opened when this method throws
     * @return whether there are no more; otherwise the loader has no handle for the next one
     */
    boolean openAfter(long held, Set<Long> ahead, List<LinkMap> opened) {
        if (next(held) == 0) {
            return true;
        }
        try (MemoryProbe.Session session = probe.open()) {
            long last = held;
            int tries = 0;
            for (long entry = next(last); entry != 0; entry = next(last)) {
                boolean skip = ++tries > TRIES;
                long follower = ahead.contains(entry)
                        ? entry
                        : skip ? openBehind(session, last, entry) : openDirectlyBehind(session, last, entry);
                if (follower != 0) {
                    opened.add(LinkMap.of(linker, follower));
                    last = follower;
                    tries = 0;
                } else if (skip) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The entry, if its library could be opened and it follows the last one; 0 if one of them has changed meanwhile. */
    private long openDirectlyBehind(MemoryProbe.Session session, long last, long entry) {
        long handle = open(session, entry);
        return closeUnless(next(last) == entry, handle);
    }

    /** The entry behind one that cannot be opened, 0 if there is none. */
    private long openBehind(MemoryProbe.Session session, long last, long entry) {
        ByteBuffer struct = session.words(entry, LinkMap.SIZE);
        long handle = struct == null ? 0 : open(session, LinkMap.next(struct));
        return closeUnless(handle != 0 && LinkMap.previous(linker, handle) == entry && next(last) == entry, handle);
    }

    private long open(MemoryProbe.Session session, long entry) {
        ByteBuffer struct = entry == 0 ? null : session.words(entry, LinkMap.SIZE);
        long name = struct == null ? 0 : session.text(LinkMap.name(struct));
        long handle = name == 0 ? 0 : loader.open(name);
        return closeUnless(handle == entry, handle);
    }

    private long closeUnless(boolean right, long handle) {
        if (right) {
            return handle;
        }
        loader.closeIfOpen(handle);
        return 0;
    }

    private long next(long held) {
        return LinkMap.next(linker, held);
    }
}
