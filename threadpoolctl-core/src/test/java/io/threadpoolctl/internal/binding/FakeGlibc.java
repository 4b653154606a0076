package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A C library in memory whose loader has a list of {@code struct link_map}, in which a test can load and unload. */
final class FakeGlibc {

    static final int STRUCT_SIZE = 40;

    private static final int L_NAME = 8;
    private static final int L_LD = 16;
    private static final int L_NEXT = 24;
    private static final int L_PREV = 32;

    final FakeLinker linker = new FakeLinker();

    /** Happens once, right before the loader is asked for a handle of this name. */
    final Map<String, Runnable> beforeOpen = new HashMap<>();

    /** Names for which it has no handle, although it has the library. */
    final Set<String> unopenable = new HashSet<>();

    private final List<Library> list = new ArrayList<>();
    private byte[] piped = {};

    private static final class Library {
        private final String name;
        private final long handle;
        private int holds = 1;

        Library(String name, long handle) {
            this.name = name;
            this.handle = handle;
        }
    }

    FakeGlibc() {
        linker.with("gnu_get_libc_version", arguments -> 0)
                .with("dlopen", arguments -> open(arguments[0]))
                .with("dlclose", arguments -> close((Long) arguments[0]))
                .with("dlsym", arguments -> 0)
                .with("dladdr", arguments -> 0)
                .with("calloc", arguments -> linker.memory(Math.toIntExact((Long) arguments[1])))
                .with("pipe2", arguments -> {
                    linker.memory((Long) arguments[0], 8).putInt(0, 3).putInt(4, 4);
                    return 0;
                })
                .with("write", arguments -> write((Long) arguments[1], (Long) arguments[2]))
                .with("read", arguments -> read((Long) arguments[1], (Long) arguments[2]))
                .with("open", arguments -> -1)
                .with("ioctl", arguments -> -1)
                .with("close", arguments -> 0);
        load("");
    }

    /** Loads a library for the application; its handle. */
    long load(String name) {
        return load(name, linker.memory(STRUCT_SIZE));
    }

    /** The same, where the loader's memory about another one was. */
    long loadAt(String name, long handle) {
        linker.reuse(handle, STRUCT_SIZE);
        return load(name, handle);
    }

    private long load(String name, long handle) {
        byte[] bytes = (name + "\0").getBytes(StandardCharsets.UTF_8);
        long nameAddress = linker.memory(bytes.length);
        linker.memory(nameAddress, bytes.length).put(bytes);
        linker.memory(handle, STRUCT_SIZE).putLong(L_NAME, nameAddress);
        list.add(new Library(name, handle));
        link();
        return handle;
    }

    /** The application gives a library up; without other holds it goes, and the memory about it. */
    void unload(long handle) {
        close(handle);
    }

    /** How often a library is held; 0 if it is not there. */
    int holds(long handle) {
        return list.stream()
                .filter(library -> library.handle == handle)
                .mapToInt(library -> library.holds)
                .sum();
    }

    private long open(Object path) {
        String name = path instanceof String text
                ? text
                : path instanceof ByteBuffer buffer ? text(buffer) : text((Long) path);
        Runnable before = beforeOpen.remove(name);
        if (before != null) {
            before.run();
        }
        for (Library library : list) {
            if (library.name.equals(name) && !unopenable.contains(name)) {
                library.holds++;
                return library.handle;
            }
        }
        return 0;
    }

    private long close(long handle) {
        Library library = list.stream()
                .filter(known -> known.handle == handle)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no handle " + handle));
        if (--library.holds == 0) {
            list.remove(library);
            linker.free(linker.word(handle + L_NAME));
            linker.free(handle);
            link();
        }
        return 0;
    }

    private void link() {
        for (int i = 0; i < list.size(); i++) {
            ByteBuffer struct = linker.memory(list.get(i).handle, STRUCT_SIZE);
            struct.putLong(L_NEXT, i + 1 < list.size() ? list.get(i + 1).handle : 0);
            struct.putLong(L_PREV, i == 0 ? 0 : list.get(i - 1).handle);
            struct.putLong(L_LD, 0);
        }
    }

    private String text(long address) {
        return address == 0 ? "" : String.valueOf(linker.string(address));
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.capacity() - 1];
        buffer.get(0, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long write(long address, long size) {
        assertThat(piped).as("what is still in the pipe").isEmpty();
        if (!linker.isThere(address)) {
            return -1;
        }
        piped = new byte[Math.toIntExact(size)];
        ByteBuffer memory = linker.memory(address, piped.length);
        memory.get(piped, 0, memory.capacity());
        return size;
    }

    private long read(long address, long size) {
        assertThat(size).isEqualTo(piped.length);
        linker.memory(address, piped.length).put(piped);
        piped = new byte[0];
        return size;
    }
}
