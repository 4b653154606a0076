package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The OpenMP runtimes of LLVM's and Intel's kind that are loaded. */
final class KmpRuntimes {

    private final Map<Long, KmpRuntime> byBase = new ConcurrentHashMap<>();
    private final List<Predicate<KmpRuntime>> others = new CopyOnWriteArrayList<>();
    private final LongUnaryOperator libraryAt;
    private final LongSupplier registered;
    private final Function<String, @Nullable NativeFunction> visibleToAll;
    private final boolean dependenciesAreSeen;

    /**
     * @param libraryAt where the library begins that covers an address; 0 if none does
     * @param registered as {@link KmpRegistration#owner}
     * @param visibleToAll the function that the loader takes for a name before it looks at what a library depends on
     * @param dependenciesAreSeen whether {@link LoadedLibrary#reachableFunction} looks through what a library depends on
     */
    KmpRuntimes(
            LongUnaryOperator libraryAt,
            LongSupplier registered,
            Function<String, @Nullable NativeFunction> visibleToAll,
            boolean dependenciesAreSeen) {
        this.libraryAt = libraryAt;
        this.registered = registered;
        this.visibleToAll = visibleToAll;
        this.dependenciesAreSeen = dependenciesAreSeen;
    }

    /** On Windows and macOS a library says which other one it takes a function from. */
    static KmpRuntimes ofProcess() {
        String system = System.getProperty("os.name");
        return new KmpRuntimes(
                address -> NativeProcess.current().libraryAt(address),
                () -> Registration.OF_PROCESS.owner(),
                system.startsWith("Linux") ? name -> NativeProcess.current().visibleToAll(name) : name -> null,
                !system.startsWith("Win"));
    }

    /** To be told every library that is loaded. */
    void see(LoadedLibrary library) {
        KmpRuntime runtime = library.exports(KmpRuntime.MARK) ? behind(library::function) : null;
        if (runtime != null) {
            runtime.path(library.path());
        }
    }

    /** The runtime that somebody gets who looks for its functions in this way; {@code null} if none of this kind. */
    @Nullable
    KmpRuntime behind(Function<String, @Nullable NativeFunction> find) {
        NativeFunction mark = find.apply(KmpRuntime.MARK);
        if (mark == null) {
            return null;
        }
        long library = libraryAt.applyAsLong(mark.address());
        NativeFunction knownThreads = find.apply(KmpRuntime.KNOWN_THREADS);
        boolean its = knownThreads != null && libraryAt.applyAsLong(knownThreads.address()) == library;
        return byBase.computeIfAbsent(
                library != 0 ? library : mark.address(), base -> new KmpRuntime(base, this, its ? knownThreads : null));
    }

    /** Whether a function that was found beside such a runtime lies in it, which it may if that is not known. */
    boolean covers(KmpRuntime runtime, NativeFunction function) {
        long library = libraryAt.applyAsLong(function.address());
        return library == 0 || library == runtime.base();
    }

    /** Of a library that may call what it depends on. */
    Readiness calledBy(LoadedLibrary library) {
        KmpRuntime runtime = behind(library::reachableFunction);
        if (runtime != null) {
            return runtime.forTheFirstTime();
        }
        return dependenciesAreSeen ? Readiness.ALWAYS : unknown();
    }

    /** Of code of which it is not known which runtime it calls. */
    Readiness unknown() {
        return new Readiness() {
            @Override
            public boolean isReady() {
                return all().stream().allMatch(KmpRuntime::isReady);
            }

            @Override
            public boolean mayBeCalled() {
                return all().stream().allMatch(KmpRuntime::mayBeCalled);
            }
        };
    }

    /** The one that the whole process sees first; {@code null} if it sees none. */
    @Nullable
    KmpRuntime visible() {
        return behind(visibleToAll);
    }

    Collection<KmpRuntime> all() {
        return byBase.values();
    }

    /**
     * To be told of a library that may load a runtime.
     *
     * @param brings whether it will load another one than the one given
     */
    void expect(Predicate<KmpRuntime> brings) {
        others.add(brings);
    }

    /** Whether no other runtime of this kind is known to be loaded or expected. */
    boolean isAlone(KmpRuntime runtime) {
        return byBase.size() == 1
                && byBase.containsKey(runtime.base())
                && others.stream().noneMatch(other -> other.test(runtime));
    }

    /** As {@link KmpRegistration#owner}. */
    long registered() {
        return registered.getAsLong();
    }

    private static final class Registration {
        private static final KmpRegistration OF_PROCESS = KmpRegistration.ofProcess();
    }
}
