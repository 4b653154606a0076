package io.threadpoolctl.internal.binding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of variables that {@code getenv} of Linux walks, changed in such a way that threads may walk it meanwhile.
 *
 * <p>{@code setenv} does not allow that: up to glibc 2.40 it gives the list back to the allocator when it has to grow, and
 * {@code getenv} takes no lock, so a thread that looks for another variable at this moment crashes. Here a list that has been
 * seen is never given back, nor is a text, and no entry ever moves: a variable is changed by one write of a pointer, added by
 * publishing a copy of the list, and cleared by having its entry be of another name, which the next value takes again. So what
 * is kept for good is one list for each variable that was ever added, and one text for each value.
 */
final class Environ {

    private static final String CLEARED = "_CLEARED_";
    private static final int MOST_ENTRIES = 1 << 20;
    private static final int MOST_ATTEMPTS = 100;

    private final Linker linker;

    /** Where the C library has the address of the list; 0 if it does not say. */
    private final long variable;

    /** No constant: an initialiser that is broken off would spoil the class for good. */
    private final VarHandle handle = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Map<String, Long> texts = new HashMap<>(); // guarded by this

    Environ(Linker linker) {
        this.linker = linker;
        this.variable = linker.find("environ");
    }

    /** Beside other code that sets variables at this moment by itself, it is tried again until it can be seen. */
    synchronized void set(String name, String value) {
        for (int i = 0; variable != 0 && i < MOST_ATTEMPTS && !value.equals(get(name)); i++) {
            long list = pointer(variable);
            List<Long> entries = entries(list);
            int index = indexOf(name, entries);
            int taken = index < 0 ? indexOf(CLEARED + name, entries) : index;
            if (taken < 0) {
                publish(list, entries, text(name, value));
            } else {
                replace(list + (long) taken * Long.BYTES, entries.get(taken), text(name, value));
            }
        }
    }

    synchronized void clear(String name) {
        for (int i = 0; variable != 0 && i < MOST_ATTEMPTS && get(name) != null; i++) {
            long list = pointer(variable);
            List<Long> entries = entries(list);
            int index = indexOf(name, entries);
            if (index >= 0) {
                replace(list + (long) index * Long.BYTES, entries.get(index), text(CLEARED + name, ""));
            }
        }
    }

    /** As native code gets it. */
    @Nullable
    String get(String name) {
        return linker.string(linker.require("getenv").call(name));
    }

    private void publish(long list, List<Long> entries, long added) {
        int size = (entries.size() + 2) * Long.BYTES;
        long copy = linker.require("malloc").call((long) size);
        if (copy == 0) {
            return;
        }
        ByteBuffer memory = linker.memory(copy, size);
        entries.forEach(memory::putLong);
        memory.putLong(added).putLong(0);
        if (!replace(variable, list, copy)) {
            linker.require("free").call(copy);
        }
    }

    private long text(String name, String value) {
        return texts.computeIfAbsent(name + "=" + value, text -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long address = linker.require("malloc").call(bytes.length + 1L);
            if (address == 0) {
                throw new OutOfMemoryError("There is no native memory left for " + text);
            }
            linker.memory(address, bytes.length + 1).put(bytes).put((byte) 0);
            return address;
        });
    }

    private int indexOf(String name, List<Long> entries) {
        for (int i = 0; i < entries.size(); i++) {
            String text = linker.string(entries.get(i));
            if (text != null && text.startsWith(name + "=")) {
                return i;
            }
        }
        return -1;
    }

    private List<Long> entries(long list) {
        List<Long> entries = new ArrayList<>();
        for (long at = list; list != 0 && entries.size() < MOST_ENTRIES && linker.word(at) != 0; at += Long.BYTES) {
            entries.add(linker.word(at));
        }
        return entries;
    }

    private long pointer(long address) {
        return (long) handle.getAcquire(linker.memory(address, Long.BYTES), 0);
    }

    private boolean replace(long address, long expected, long pointer) {
        return handle.compareAndSet(linker.memory(address, Long.BYTES), 0, expected, pointer);
    }
}
