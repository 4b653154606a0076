package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.LoadedLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The libraries of a Linux process, by the loader's own list. What it calls a library is one, however many names it has and
 * however often its file is mapped; what is not in its list is gone, or belongs to another namespace ({@code dlmopen}).
 *
 * <p>A scan goes on where the last one ended, so a library is new because of its place in the list and not because of its
 * address, which may have been another's before. Nothing is skipped: a library counts as seen when the scan has held it, and
 * the end of what was seen moves on when all that was new has been examined.
 *
 * <p>For glibc and musl alike; on musl run by a process that answered its calls.
 */
final class LinuxLibraries implements LoadedLibraries {

    private static final int RTLD_NOLOAD = 4;

    private final Linker linker;
    private final DynamicLoader loader;
    private final LoaderList list;
    private final ListEnd end;
    private final MemoryMapQuery query;
    private final Map<Long, LinuxLibrary> wantedByHandle = new LinkedHashMap<>();
    private boolean reconsider;

    LinuxLibraries(Linker linker) {
        boolean isGlibc = linker.find("gnu_get_libc_version") != 0;
        boolean isMusl = linker.find("_dl_debug_addr") != 0;
        if (!(isGlibc || isMusl) || !"64".equals(System.getProperty("sun.arch.data.model"))) {
            throw new NativeAccessException(
                    "On Linux threadpoolctl needs a 64-bit Java on glibc or musl: no native library is seen and no limit is"
                            + " applied.",
                    null);
        }
        this.linker = linker;
        this.loader = new DynamicLoader(linker, RTLD_NOLOAD);
        this.list = new LoaderList(linker, loader);
        this.end = new ListEnd(linker, loader);
        this.query = new MemoryMapQuery(linker);
    }

    @Override
    public boolean mayHaveChanged() {
        return end.isFollowed();
    }

    @Override
    public List<LoadedLibrary> scan(Predicate<LoadedLibrary> wanted) {
        end.closeRetired();
        long appended = wantedByHandle.values().stream().anyMatch(LinuxLibrary::isReleased) ? end.append() : 0;
        try {
            return look(wanted);
        } finally {
            loader.closeIfOpen(appended);
        }
    }

    @Override
    public boolean canGiveBack() {
        return true;
    }

    @Override
    public boolean mayLetGo() {
        return end.hasRetired();
    }

    @Override
    public boolean isLoaded(String path) {
        long handle = loader.open(path);
        loader.closeIfOpen(handle);
        return handle != 0;
    }

    private List<LoadedLibrary> look(Predicate<LoadedLibrary> wanted) {
        boolean all = reconsider || end.handle() == 0;
        try (OpenedLibraries opened = new OpenedLibraries(loader, linker, query)) {
            if (all) {
                opened.openByPath();
            }
            long from = all ? list.first() : end.handle();
            boolean isEnd = opened.openByList(list, from);
            examine(opened, all, wanted);
            List<LinkMap> libraries = opened.inOrder();
            end.moveTo(libraries.isEmpty() ? LinkMap.of(linker, from) : libraries.get(libraries.size() - 1), isEnd);
            reconsider = false;
        }
        wantedByHandle.values().removeIf(LinuxLibrary::isGone);
        return List.copyOf(wantedByHandle.values());
    }

    @Override
    public void reconsider() {
        reconsider = true;
    }

    private void examine(OpenedLibraries opened, boolean all, Predicate<LoadedLibrary> wanted) {
        boolean seenBefore = all;
        for (LinkMap map : opened.inOrder()) {
            String path = isKnown(map, seenBefore) ? null : opened.path(map);
            seenBefore &= map.handle() != end.handle();
            if (path != null) {
                LinuxLibrary library = new LinuxLibrary(map, path, loader, linker);
                if (wanted.test(library)) {
                    library.keep();
                    wantedByHandle.put(map.handle(), library);
                }
            }
        }
    }

    /** A new library that has the handle of one that is not held is not that one, which must have been unloaded. */
    private boolean isKnown(LinkMap map, boolean seenBefore) {
        LinuxLibrary library = wantedByHandle.get(map.handle());
        return library != null && !(seenBefore ? library.isGone() : library.forget());
    }
}
