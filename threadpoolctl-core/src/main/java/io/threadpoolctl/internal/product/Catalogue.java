package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All families, in the order in which they are asked, and the recognition of libraries.
 *
 * <p>Families of one's own come first, so that they may know better. A family that fails spoils neither the others nor
 * other libraries.
 */
public final class Catalogue {

    /** Built in or on the class path. */
    private final List<LibraryFamily> provided = new ArrayList<>();

    private final List<LibraryFamily> registered = new CopyOnWriteArrayList<>(); // the newest first
    private final List<PooledLibrary> recognised = new CopyOnWriteArrayList<>();
    private final KmpRuntimes runtimes = KmpRuntimes.ofProcess();
    private final FirstLimitHooks hooks;
    private final Consumer<String> problems;

    /**
     * A catalogue of all families that are built in or on the class path.
     *
     * @param problems takes a sentence about each family or library that could not be examined
     */
    public Catalogue(Consumer<String> problems) {
        this.problems = problems;
        this.hooks = new FirstLimitHooks(problems);
        addProvided();
        provided.addAll(builtIn());
    }

    /** FlexiBLAS first: it exports the names of others. */
    private List<LibraryFamily> builtIn() {
        return List.of(
                new FlexiBlasFamily(() -> recognised),
                new OpenBlas(runtimes),
                new Mkl(runtimes),
                new Blis(),
                new OpenMp(runtimes),
                new Tbb(),
                new Nvpl("blas"),
                new Nvpl("lapack"),
                new ArmPl(),
                new Accelerate());
    }

    /**
     * Adds a family, to be asked before all others. While two of one class name and product are registered the newer one
     * counts: whoever starts an application several times in one JVM means one family. What it throws when it is asked for
     * its names is thrown here.
     */
    public void register(LibraryFamily family) {
        registered.add(0, named(family));
    }

    /** Takes a family back that was registered. */
    public void unregister(LibraryFamily family) {
        for (int i = 0; i < registered.size(); i++) {
            if (registered.get(i) == family) {
                registered.remove(i);
                return;
            }
        }
    }

    /** All families, in the order in which they are asked. */
    private List<LibraryFamily> families() {
        List<LibraryFamily> all = new ArrayList<>();
        for (LibraryFamily family : registered) {
            addUnlessKnown(family, all);
        }
        for (LibraryFamily family : provided) {
            addUnlessKnown(family, all);
        }
        return all;
    }

    private static void addUnlessKnown(LibraryFamily family, List<LibraryFamily> all) {
        if (all.stream().noneMatch(known -> isAnother(known, family))) {
            all.add(family);
        }
    }

    /** By name, since the second start may have another class loader. */
    private static boolean isAnother(LibraryFamily known, LibraryFamily family) {
        return known.getClass().getName().equals(family.getClass().getName())
                && known.internalApi().equals(family.internalApi());
    }

    /** Takes hold of a library; {@code null} if no family knows it. */
    public @Nullable PooledLibrary recognise(LoadedLibrary library) {
        LoadedLibrary harmless = NeverCalled.without(library);
        List<LibraryFamily> families = families();
        runtimes.see(library);
        hooks.see(library, harmless, families, runtimes);
        PooledLibrary pooled = find(harmless, families);
        if (pooled != null) {
            recognised.add(pooled);
        }
        return pooled;
    }

    /** What is to be done on a thread before its first limit. */
    public FirstLimitHooks firstLimitHooks() {
        return hooks;
    }

    private @Nullable PooledLibrary find(LoadedLibrary harmless, List<LibraryFamily> families) {
        for (LibraryFamily family : families) {
            PooledLibrary pooled = ask(family, harmless);
            if (pooled != null) {
                return pooled;
            }
        }
        return null;
    }

    /** The names by which libraries can be limited: user APIs, internal APIs and prefixes of all families. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>();
        for (LibraryFamily family : families()) {
            keys.add(family.userApi().name());
            keys.add(family.internalApi());
            keys.addAll(family.prefixes());
        }
        return keys;
    }

    private void addProvided() {
        var found = ServiceLoader.load(LibraryFamily.class, Catalogue.class.getClassLoader())
                .iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return;
                }
                provided.add(named(found.next()));
            } catch (ServiceConfigurationError | LinkageError | RuntimeException e) {
                problems.accept("A library family of your own cannot be used and is left out: " + e);
            }
        }
    }

    /** Asks for all names once, so that a family that cannot tell them is found out before it is relied on. */
    private static LibraryFamily named(LibraryFamily family) {
        Objects.requireNonNull(family.userApi(), "userApi");
        Objects.requireNonNull(family.internalApi(), "internalApi");
        List.copyOf(family.prefixes());
        return family;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a foreign family throws, the others go on
    private @Nullable PooledLibrary ask(LibraryFamily family, LoadedLibrary library) {
        try {
            ThreadControl control = family.recognise(library);
            return control == null
                    ? null
                    : new PooledLibrary(
                            family,
                            LibraryName.prefix(family, library.fileName()),
                            library.path(),
                            library.identity(),
                            OnRuntime.guarded(control, library, runtimes));
        } catch (RuntimeException | LinkageError e) {
            problems.accept("The library " + library.path() + " could not be examined for " + family.internalApi()
                    + " and is left alone: " + e);
            return null;
        }
    }
}
