package io.threadpoolctl.cli;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Reach;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A library under the keys that Python's threadpoolctl prints, in its order. */
final class Entry {

    /** What these families print for a layer that is not known. */
    private static final Map<String, String> UNKNOWN_LAYERS = Map.of("openblas", "unknown", "mkl", "not specified");

    /** These families always have the key. */
    private static final List<String> WITH_ARCHITECTURE = List.of("openblas", "blis");

    private static final List<String> DETAILS = List.of("available_backends", "loaded_backends", "current_backend");

    private Entry() {}

    static Map<String, @Nullable Object> of(LibraryInfo library) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("user_api", library.userApi().name());
        entry.put("internal_api", library.internalApi());
        entry.put("num_threads", library.numThreads());
        entry.put("prefix", library.prefix());
        entry.put("filepath", library.filepath());
        entry.put("version", library.version());
        String layer =
                library.threadingLayer() == null ? UNKNOWN_LAYERS.get(library.internalApi()) : library.threadingLayer();
        if (layer != null) {
            entry.put("threading_layer", layer);
        }
        if (library.architecture() != null || WITH_ARCHITECTURE.contains(library.internalApi())) {
            entry.put("architecture", library.architecture());
        }
        for (String detail : DETAILS) {
            if (library.details().containsKey(detail)) {
                entry.put(detail, library.details().get(detail));
            }
        }
        entry.put("thread_limit_scope", scope(library.reach()));
        return Collections.unmodifiableMap(entry);
    }

    private static String scope(Reach reach) {
        return switch (reach) {
            case PROCESS -> "process";
            case THREAD -> "current_thread";
            case UNKNOWN -> "unknown";
        };
    }
}
