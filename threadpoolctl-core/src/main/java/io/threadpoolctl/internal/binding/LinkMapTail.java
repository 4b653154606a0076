package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether the loader has appended a library since the last scan, by one read of memory.
 *
 * <p>In glibc and musl the handle of a library is the address of its {@code struct link_map} ({@code <link.h>}: {@code
 * l_addr}, {@code l_name}, {@code l_ld}, {@code l_next}, {@code l_prev}, pointers all), and the loader appends new ones at
 * the end of that list. So the last one is kept open, which keeps its memory alive, and its {@code l_next} is null until
 * something is appended. Libraries in other namespaces ({@code dlmopen}) are not in this list.
 *
 * <p>If a scan did not meet the end of the list, the clock decides: a look every {@value #PATIENCE_MILLIS} ms at most.
 */
final class LinkMapTail {

    private static final int PATIENCE_MILLIS = 50;
    private static final int L_NEXT = 24;

    private final Linker linker;
    private final DynamicLoader loader;
    private final boolean handlesAreLinkMaps;
    private volatile @Nullable ByteBuffer next;
    private volatile long lookAgainAt = System.nanoTime();
    private long held;

    /** Met by the scan that is under way, and of no account if it fails. */
    private @Nullable ByteBuffer nextMet;

    private long heldMet;

    LinkMapTail(Linker linker, DynamicLoader loader) {
        this.linker = linker;
        this.loader = loader;
        boolean glibc = linker.find("gnu_get_libc_version") != 0;
        boolean musl = linker.find("_dl_debug_addr") != 0;
        this.handlesAreLinkMaps = (glibc || musl) && "64".equals(System.getProperty("sun.arch.data.model"));
    }

    /** Whether the handle of a library is the address of its {@code struct link_map}. */
    boolean handlesAreLinkMaps() {
        return handlesAreLinkMaps;
    }

    boolean moved() {
        return !isWhereItWas() && System.nanoTime() - lookAgainAt >= 0;
    }

    /** To be shown every library that a scan opens. */
    void meet(String path, long handle) {
        if (!handlesAreLinkMaps) {
            return;
        }
        ByteBuffer nextOfThis = linker.memory(handle + L_NEXT, Long.BYTES);
        if (nextOfThis.getLong(0) == 0) {
            long reference = loader.open(path);
            if (reference == handle) {
                release(heldMet);
                nextMet = nextOfThis;
                heldMet = reference;
            }
        }
    }

    /** To be told when a scan has seen everything. */
    void scanned() {
        if (heldMet != 0) {
            next = nextMet;
            release(held);
            held = heldMet;
            heldMet = 0;
        }
        lookAgainAt = System.nanoTime() + (isWhereItWas() ? 0 : PATIENCE_MILLIS * 1_000_000L);
    }

    private boolean isWhereItWas() {
        ByteBuffer current = next;
        return current != null && current.getLong(0) == 0;
    }

    private void release(long handle) {
        if (handle != 0) {
            loader.close(handle);
        }
    }
}
