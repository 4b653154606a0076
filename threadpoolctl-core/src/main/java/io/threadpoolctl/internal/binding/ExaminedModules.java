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
import org.jspecify.annotations.Nullable;

/**
 * The modules that were examined, with what came of it, so that each is examined once as long as it stays.
 *
 * @param <M> how the operating system names a module; equal as long as it is the same one
 */
final class ExaminedModules<M> {

    private final Map<M, Optional<LoadedLibrary>> examined = new HashMap<>();

    /**
     * Forgets modules that are gone and examines those that are new.
     *
     * @param present all modules, in the order of the answer
     * @param examine gives {@code null} for a module that is of no interest
     */
    List<LoadedLibrary> update(Collection<M> present, Function<M, @Nullable LoadedLibrary> examine) {
        List<LoadedLibrary> libraries = new ArrayList<>();
        for (M module : present) {
            Optional<LoadedLibrary> known = examined.get(module);
            if (known == null) {
                known = Optional.ofNullable(examine.apply(module));
                examined.put(module, known);
            }
            known.ifPresent(libraries::add);
        }
        if (examined.size() > present.size()) {
            examined.keySet().retainAll(new HashSet<>(present));
        }
        return libraries;
    }

    /** Makes those that were of no interest new again. */
    void reconsider() {
        examined.values().removeIf(Optional::isEmpty);
    }
}
