package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether all that a dispatcher's first call loads stand beside it, or are loaded.
 *
 * <p>The dispatcher looks beside the name by which the loader knows it, which may be a link far from the real file
 * (2025.3). It takes the core, an interface layer, a threading layer and the OpenMP runtime of that layer; the GNU layer if
 * libgomp is loaded, otherwise Intel's, unless {@code MKL_THREADING_LAYER} or the application has chosen another.
 *
 * <p>This is asked at every limited call while MKL is asleep. So the directory is listed once for each state of it, and a no
 * stands for {@value #PATIENCE_MILLIS} ms; a yes, after which MKL is woken, is given for the state of that very moment.
 */
final class MklCompanions {

    static final long PATIENCE_MILLIS = 50;

    /** The coarsest steps in which file systems count time: a directory that is younger may change once more unseen. */
    static final long SETTLED_MILLIS = 2000;

    private final @Nullable Path directory;
    private final MklParts parts;
    private final Function<Path, Set<String>> list;
    private final LongSupplier nanoTime;
    private final LongSupplier currentTimeMillis;
    private volatile @Nullable No no;
    private volatile @Nullable Listing listing;

    /** @param dispatcher the name by which the loader knows the dispatcher */
    MklCompanions(String dispatcher, MklParts parts) {
        this(dispatcher, parts, MklCompanions::partsIn, System::nanoTime, System::currentTimeMillis);
    }

    MklCompanions(
            String dispatcher,
            MklParts parts,
            Function<Path, Set<String>> list,
            LongSupplier nanoTime,
            LongSupplier currentTimeMillis) {
        this.directory = directory(dispatcher);
        this.parts = parts;
        this.list = list;
        this.nanoTime = nanoTime;
        this.currentTimeMillis = currentTimeMillis;
    }

    /**
     * Whether a first call finds all it needs, and brings no second OpenMP runtime of LLVM's kind. Says no when in doubt.
     *
     * @param chosen the threading layer that the application has chosen, {@code null} if none
     */
    boolean areThere(@Nullable MklLayer chosen) {
        No last = no;
        if (last != null && last.stillStands(chosen, parts.changes(), nanoTime.getAsLong())) {
            return false;
        }
        int changes = parts.changes();
        boolean there = look(chosen);
        no = there ? null : new No(chosen, changes, nanoTime.getAsLong() + PATIENCE_MILLIS * 1_000_000);
        return there;
    }

    /** Whether the first call will load another OpenMP runtime than this one. Says yes when in doubt. */
    boolean willBring(@Nullable MklLayer chosen, KmpRuntime other) {
        return parts.openMp().brings(expected(chosen), directory, other);
    }

    private boolean look(@Nullable MklLayer chosen) {
        String chosenInterface = NativeProcess.current().environment("MKL_INTERFACE_LAYER");
        MklLayer expected = expected(chosen);
        boolean known = chosenInterface == null || chosenInterface.equalsIgnoreCase("LP64");
        return known
                && directory != null
                && expected != null
                && parts.suffice(beside(directory), expected)
                && parts.openMp().mayBeLoaded(expected, directory);
    }

    private @Nullable MklLayer expected(@Nullable MklLayer chosen) {
        if (chosen != null) {
            return chosen;
        }
        String named = NativeProcess.current().environment("MKL_THREADING_LAYER");
        return named != null ? MklLayer.named(named) : parts.defaultLayer();
    }

    private Set<String> beside(Path of) {
        FileTime changed = changed(of);
        Listing last = listing;
        if (last == null || !last.isStillTrue(changed)) {
            boolean settled = changed != null && currentTimeMillis.getAsLong() - changed.toMillis() > SETTLED_MILLIS;
            last = new Listing(settled ? changed : null, list.apply(of));
            listing = last;
        }
        return last.names();
    }

    private static @Nullable FileTime changed(Path of) {
        try {
            return Files.getLastModifiedTime(of);
        } catch (IOException gone) {
            return null;
        }
    }

    private static @Nullable Path directory(String file) {
        try {
            return Path.of(file).getParent();
        } catch (InvalidPathException inThisLocale) {
            return null;
        }
    }

    /** Those that can be read: a link may lead nowhere. */
    static Set<String> partsIn(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> MklParts.isOne(MklParts.named(String.valueOf(file.getFileName()))))
                    .filter(Files::isReadable)
                    .map(file -> MklParts.named(String.valueOf(file.getFileName())))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException unreadable) {
            return Set.of();
        }
    }

    /**
     * A no, and how long it stands.
     *
     * @param chosen the layer it was given for
     * @param changes how often what is loaded had changed by then
     */
    private record No(@Nullable MklLayer chosen, int changes, long until) {

        boolean stillStands(@Nullable MklLayer layer, int changesNow, long now) {
            return layer == chosen && changesNow == changes && now - until < 0;
        }
    }

    /**
     * What stood in the directory.
     *
     * @param changed when the directory had last been changed by then, {@code null} if it may have been changed since
     */
    private record Listing(@Nullable FileTime changed, Set<String> names) {

        boolean isStillTrue(@Nullable FileTime changedNow) {
            return changed != null && changed.equals(changedNow);
        }
    }
}
