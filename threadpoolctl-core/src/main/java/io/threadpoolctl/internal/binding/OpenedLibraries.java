package io.threadpoolctl.internal.binding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The libraries that one scan has opened, each held until the scan is over. */
final class OpenedLibraries implements AutoCloseable {

    private final DynamicLoader loader;
    private final Linker linker;
    private final MappedFiles files;
    private final Map<Long, @Nullable String> pathByHandle = new HashMap<>();
    private final List<LinkMap> inOrder = new ArrayList<>();

    OpenedLibraries(DynamicLoader loader, Linker linker, MemoryMapQuery query) {
        this.loader = loader;
        this.linker = linker;
        this.files = new MappedFiles(query);
    }

    /** Opens what the loader has under the paths of the files that are mapped, which is quicker than by its list. */
    void openByPath() {
        files.open(loader, pathByHandle);
    }

    /**
     * Opens what follows a library in the loader's list.
     *
     * @param held a library that is held
     * @return whether this is all; otherwise the loader has no handle for what comes next
     */
    boolean openByList(LoaderList list, long held) {
        return list.openAfter(held, pathByHandle.keySet(), inOrder);
    }

    /** Those that follow, in the order of the list. */
    List<LinkMap> inOrder() {
        return inOrder;
    }

    /** The path of the file, {@code null} for what is no file, such as the kernel's vdso. */
    @Nullable
    String path(LinkMap library) {
        String path = pathByHandle.get(library.handle());
        if (path == null) {
            path = files.pathAt(library.dynamic());
        }
        if (path == null) {
            path = linker.string(library.name());
        }
        return path == null || !path.startsWith("/") ? null : path;
    }

    @Override
    public void close() {
        for (LinkMap library : inOrder) {
            if (!pathByHandle.containsKey(library.handle())) {
                loader.close(library.handle());
            }
        }
        pathByHandle.keySet().forEach(loader::close);
        files.close();
    }
}
