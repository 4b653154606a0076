package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The libraries of a Linux process: {@code /proc/self/maps} says what is mapped, the loader gives a handle for each.
 *
 * <p>The loader's own list would be cheaper to walk but may not be touched without its lock, and its callback holds that
 * lock while Java runs. The maps need neither.
 *
 * <p>For glibc and musl alike; on musl written to the documented interface, not yet run.
 */
final class LinuxLibraries implements LoadedLibraries {

    private static final int RTLD_NOLOAD = 4;
    private static final String MAPS = "/proc/self/maps";
    private static final int BUFFER = 8192;
    private static final int USUAL_SIZE = 16 * BUFFER;

    private final DynamicLoader loader;
    private final Linker linker;
    private final LinkMapTail tail;
    private final MemoryMapQuery query;
    private final ExaminedModules<MappedModule> examined = new ExaminedModules<>();

    LinuxLibraries(Linker linker) {
        this.linker = linker;
        this.loader = new DynamicLoader(linker, RTLD_NOLOAD);
        this.query = new MemoryMapQuery(linker);
        this.tail = new LinkMapTail(linker, loader);
    }

    @Override
    public boolean mayHaveChanged() {
        return tail.moved();
    }

    @Override
    public List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted) {
        List<LoadedLibrary> libraries = examined.update(modules(), module -> examine(module, wanted));
        tail.scanned();
        return libraries;
    }

    @Override
    public void reconsider() {
        examined.reconsider();
    }

    /** The library if it is wanted; {@code null} for others, for a program, and for what the loader does not know. */
    private @Nullable LoadedLibrary examine(MappedModule module, Predicate<LoadedLibrary> wanted) {
        String name = module.path();
        long handle = loader.open(name);
        if (handle == 0) {
            // A file that was deleted, or reached through a link, may be known to the loader under another name.
            String loadersName = loader.nameAt(module.start());
            if (loadersName == null || loadersName.isEmpty()) {
                return null;
            }
            name = loadersName;
            handle = loader.open(name);
        }
        if (handle == 0) {
            return null;
        }
        tail.meet(name, handle);
        LinuxLibrary library = new LinuxLibrary(module, handle, loader, linker, names(handle));
        boolean kept = false;
        try {
            kept = wanted.test(library);
        } finally {
            if (!kept) {
                loader.close(handle);
            }
        }
        return kept ? library : null;
    }

    private NameFilter names(long handle) {
        return tail.handlesAreLinkMaps() ? NameFilter.of(linker, handle) : NameFilter.none();
    }

    private List<MappedModule> modules() {
        List<MappedModule> modules = query.modules();
        return modules != null ? modules : MemoryMaps.parse(readMaps());
    }

    static String readMaps() {
        // The kernel gives half a buffer at a time; larger ones only cost the JVM memory of its own.
        try (InputStream maps = new FileInputStream(MAPS)) {
            byte[] text = new byte[USUAL_SIZE];
            int length = 0;
            int read = maps.read(text, 0, BUFFER);
            while (read > 0) {
                length += read;
                if (text.length - length < BUFFER) {
                    text = Arrays.copyOf(text, 2 * text.length);
                }
                read = maps.read(text, length, BUFFER);
            }
            return new String(text, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + MAPS + ", which lists the loaded libraries.", e);
        }
    }
}
