package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All families, in the order in which they are asked, and the recognition of libraries.
 *
 * <p>Families of one's own come first, so that they may know better. A family that fails spoils neither the others nor
 * other libraries.
 */
public final class Catalogue {

    private final List<LibraryFamily> builtIn;

    /** On the class path. */
    private final List<GuardedFamily> provided = new ArrayList<>();

    private final List<GuardedFamily> registered = new CopyOnWriteArrayList<>(); // the newest first
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
        this(problems, ConcurrentHashMap::new);
    }

    /**
     * The same, beside other copies of this code.
     *
     * @param place gives what all copies in the JVM share
     */
    public Catalogue(Consumer<String> problems, Supplier<ConcurrentMap<Object, Object>> place) {
        this.problems = problems;
        this.hooks = new FirstLimitHooks(problems);
        this.builtIn = builtIn(place);
        addProvided();
    }

    /** FlexiBLAS first: it exports the names of others. */
    private List<LibraryFamily> builtIn(Supplier<ConcurrentMap<Object, Object>> place) {
        Tbb tbb = new Tbb(place);
        List<LibraryFamily> all = new ArrayList<>(List.of(
                new FlexiBlasFamily(() -> recognised),
                new OpenBlas(runtimes),
                new Mkl(runtimes),
                new Blis(),
                new OpenMp(runtimes),
                tbb,
                new OpenCv(tbb),
                new Nvpl("blas"),
                new Nvpl("lapack"),
                new ArmPl(),
                new Accelerate(),
                new ArrowCpu(System.getProperty("os.arch"))));
        all.addAll(SetByApplication.all());
        return List.copyOf(all);
    }

    /**
     * Adds a family, to be asked before all others. While two of one class name and product are registered the newer one
     * counts: whoever starts an application several times in one JVM means one family. One that cannot tell its names is
     * told and left out.
     */
    public void register(LibraryFamily family) {
        GuardedFamily guarded = GuardedFamily.of(family, problems);
        if (guarded != null) {
            registered.add(0, guarded);
        }
    }

    /** Takes a family back that was registered. */
    public void unregister(LibraryFamily family) {
        for (int i = 0; i < registered.size(); i++) {
            if (registered.get(i).isFor(family)) {
                registered.remove(i);
                return;
            }
        }
    }

    /** All families, in the order in which they are asked. */
    private List<LibraryFamily> families() {
        List<GuardedFamily> own = new ArrayList<>();
        registered.forEach(family -> addUnlessKnown(family, own));
        provided.forEach(family -> addUnlessKnown(family, own));
        List<LibraryFamily> all = new ArrayList<>(own);
        all.addAll(builtIn);
        return all;
    }

    private static void addUnlessKnown(GuardedFamily family, List<GuardedFamily> all) {
        if (all.stream().noneMatch(family::isAnother)) {
            all.add(family);
        }
    }

    /** Takes hold of a library; {@code null} if no family knows it. */
    public @Nullable PooledLibrary recognise(LoadedLibrary library) {
        LoadedLibrary harmless = NeverCalled.without(library);
        List<LibraryFamily> families = families();
        runtimes.see(library);
        hooks.see(library, harmless, families, runtimes);
        PooledLibrary pooled = find(library, harmless, families);
        if (pooled != null) {
            recognised.add(pooled);
        }
        return pooled;
    }

    /** What is to be done on a thread before its first limit. */
    public FirstLimitHooks firstLimitHooks() {
        return hooks;
    }

    /** Whether a family of the user's is examining a library at this moment. */
    public boolean isAskingOwnFamily() {
        return registered.stream().anyMatch(GuardedFamily::isBusy)
                || provided.stream().anyMatch(GuardedFamily::isBusy);
    }

    /** Forgets libraries that have been unloaded. */
    public void forget(Collection<PooledLibrary> gone) {
        recognised.removeAll(gone);
    }

    private @Nullable PooledLibrary find(LoadedLibrary library, LoadedLibrary harmless, List<LibraryFamily> families) {
        for (LibraryFamily family : families) {
            PooledLibrary pooled = ask(family, library, harmless);
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
                GuardedFamily family = GuardedFamily.of(found.next(), problems);
                if (family != null) {
                    provided.add(family);
                }
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                problems.accept("A library family of your own cannot be used and is left out: " + e);
            }
        }
    }

    /** Families of one's own throw nothing any more; a built-in one may have a mistake, or native code none foresaw. */
    private @Nullable PooledLibrary ask(LibraryFamily family, LoadedLibrary library, LoadedLibrary harmless) {
        try {
            ThreadControl recognisedBy = family.recognise(harmless);
            if (recognisedBy == null) {
                return null;
            }
            ThreadControl control = OnRuntime.guarded(recognisedBy, harmless, runtimes);
            boolean isLeased = LeasedControl.isFor(control, harmless) && !hooks.areFor(library);
            return new PooledLibrary(
                    family,
                    LibraryName.prefix(family, harmless.fileName()),
                    harmless.path(),
                    harmless.identity(),
                    control,
                    isLeased ? Lease.of(library) : null);
        } catch (RuntimeException | LinkageError e) {
            problems.accept("The library " + library.path() + " could not be examined for " + family.internalApi()
                    + " and is left alone: " + e);
            return null;
        }
    }
}
