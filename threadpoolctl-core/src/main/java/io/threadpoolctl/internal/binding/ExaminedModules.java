package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.LoadedLibrary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The modules that were examined, with what came of it, so that each is examined once as long as it stays.
 *
 * @param <M> how the operating system names a module; equal as long as it is the same one
 */
final class ExaminedModules<M> {

    private final Map<M, Optional<HeldLibrary>> examined = new HashMap<>();

    /**
     * Forgets modules that are gone and examines those that are new.
     *
     * @param present all modules, in the order of the answer
     * @param hold takes hold of a module, to be tried again the next time if it gives {@code null}
     * @param wanted which of them stay held
     */
    List<LoadedLibrary> update(
            Collection<M> present, Function<M, @Nullable HeldLibrary> hold, Predicate<LoadedLibrary> wanted) {
        List<LoadedLibrary> libraries = new ArrayList<>();
        for (M module : present) {
            if (!examined.containsKey(module)) {
                HeldLibrary library = hold.apply(module);
                if (library != null) {
                    examined.put(module, examine(library, wanted));
                }
            }
            examined.getOrDefault(module, Optional.empty()).ifPresent(libraries::add);
        }
        if (examined.size() > 0) {
            examined.keySet().retainAll(new HashSet<>(present));
        }
        return libraries;
    }

    /** Makes those that were of no interest new again. */
    void reconsider() {
        examined.values().removeIf(Optional::isEmpty);
    }

    private static Optional<HeldLibrary> examine(HeldLibrary library, Predicate<LoadedLibrary> wanted) {
        boolean isWanted = false;
        try {
            isWanted = wanted.test(library);
        } finally {
            if (!isWanted) {
                library.release();
            }
        }
        return isWanted ? Optional.of(library) : Optional.empty();
    }
}
