package io.threadpoolctl;

import io.threadpoolctl.binding.NativeAccessException;
import io.threadpoolctl.binding.NativeProcess;
import io.threadpoolctl.library.LibraryFamily;
import io.threadpoolctl.library.LibraryInfo;
import io.threadpoolctl.library.PooledLibrary;
import io.threadpoolctl.library.UserApi;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The thread pools of the native libraries in this process, or a selection of them: what they are, and limiting them.
 *
 * <p>There is one per process; {@link #select} gives views of it. Libraries are found by themselves, those that are loaded
 * later too. Any thread may call any method at any time, and none of them waits for another's code.
 */
public final class Threadpools {

    private final Engine engine;
    private final Predicate<LibraryInfo> selection;
    private final Planner planner;

    Threadpools(Engine engine, Predicate<LibraryInfo> selection) {
        this.engine = engine;
        this.selection = selection;
        this.planner = engine.planner(selection);
    }

    /** All pools of this process. Where native code cannot be reached there are none; see {@link #problem()}. */
    public static Threadpools ofProcess() {
        return Holder.PROCESS;
    }

    /** The libraries as they are now, as the calling thread sees them. Looks for new ones first. */
    public List<LibraryInfo> info() {
        engine.look();
        return engine.ledger()
                .lines()
                .libraries()
                .map(PooledLibrary::info)
                .filter(selection)
                .toList();
    }

    /** The libraries with what the ledger knows of them. Looks for new ones first. */
    public ThreadpoolsSnapshot snapshot() {
        engine.look();
        return Snapshots.take(engine, selection);
    }

    /** Those libraries of this selection that serve a user API. */
    public Threadpools select(UserApi userApi) {
        return select(library -> library.userApi().equals(userApi));
    }

    /**
     * Those libraries of this selection that have one of these prefixes, internal APIs, user APIs or paths.
     *
     * @throws IllegalArgumentException if a name is not known
     */
    public Threadpools select(String... prefixOrInternalApi) {
        Set<String> names = Set.of(prefixOrInternalApi);
        engine.check(names);
        return select(library -> names.contains(library.prefix())
                || names.contains(library.internalApi())
                || names.contains(library.userApi().name())
                || names.contains(library.filepath()));
    }

    /** Those libraries of this selection that meet a condition. It is asked when limits are first used with a library. */
    public Threadpools select(Predicate<LibraryInfo> condition) {
        return new Threadpools(engine, selection.and(condition));
    }

    /**
     * Opens a scope: from now on no call that this thread makes into a selected library uses more threads than asked for.
     *
     * <p>On a virtual thread, libraries whose reach is the thread are left alone (or refused, see {@link
     * VirtualThreadPolicy}); use {@link #call} or {@link #run} there.
     *
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     * @throws VirtualThreadRejectedException on a virtual thread under {@link VirtualThreadPolicy#REJECT}
     */
    public LimitScope limit(Limits limits) {
        Plan plan = plan(limits);
        Owner owner = engine.ledger().owner();
        if (plan.reachesThread && owner.isVirtual()) {
            VirtualThreadCheck.beforeLimit(engine, owner, plan);
        }
        Scope scope = owner.open(plan);
        engine.warnings().log();
        return scope;
    }

    /**
     * Calls an action inside a scope.
     *
     * @return what the action returns
     * @throws X what the action throws, unchanged
     * @throws IllegalArgumentException if the limits name something unknown; the action has not run then
     * @throws VirtualThreadRejectedException on a virtual thread under {@link VirtualThreadPolicy#REJECT}
     */
    public <T, X extends Throwable> T call(Limits limits, Action<T, X> action) throws X {
        Plan plan = plan(limits);
        Owner owner = engine.ledger().owner();
        if (plan.reachesThread && owner.isVirtual() && VirtualThreadCheck.mustPin(engine, owner, plan)) {
            return PinnedCall.run(owner, () -> within(owner, plan, action));
        }
        return within(owner, plan, action);
    }

    /** Runs an action inside a scope; otherwise as {@link #call}. */
    public void run(Limits limits, Runnable action) {
        this.<Boolean, RuntimeException>call(limits, () -> {
            action.run();
            return true;
        });
    }

    /**
     * Sets what libraries have outside every scope, from now on, for those that are loaded later too. Replaces what was set
     * here before; {@link Limits#none()} puts back what was found.
     *
     * <p>Reaches libraries whose reach is the process. The others have no value for all threads once they are loaded: for
     * those that are not loaded yet, the variables that they read ({@code OMP_NUM_THREADS}, {@code OPENBLAS_NUM_THREADS},
     * {@code MKL_NUM_THREADS}, {@code BLIS_NUM_THREADS}) are set in the environment of the process, unless they are set
     * already. So call this once and early.
     *
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     */
    public void limitProcess(Limits limits) {
        engine.check(limits.keys());
        engine.look();
        engine.limitProcess(limits);
    }

    /** Looks for libraries now. Not needed: opening a scope notices that something was loaded. */
    public void refresh() {
        engine.look();
    }

    /** The names by which libraries can be limited, loaded or not: user APIs, internal APIs and prefixes. */
    public Set<String> names() {
        return engine.knownKeys();
    }

    /**
     * Checks the names in limits without using them.
     *
     * @throws IllegalArgumentException if the limits name something unknown
     */
    public void check(Limits limits) {
        engine.check(limits.keys());
    }

    /** What a person should know, the oldest first; each was logged once. */
    public List<Warning> warnings() {
        return engine.warnings().all();
    }

    /** Adds a family of libraries to those that are recognised, ahead of the known ones, and looks for it. */
    public void register(LibraryFamily family) {
        engine.register(family);
    }

    /** Decides about virtual threads for the whole process; {@link VirtualThreadPolicy#PIN} unless set. */
    public void setVirtualThreadPolicy(VirtualThreadPolicy policy) {
        engine.virtualThreads(policy);
    }

    /** Why native code cannot be reached; empty if it can. */
    public Optional<NativeAccessException> problem() {
        return NativeProcess.current().problem();
    }

    private Plan plan(Limits limits) {
        engine.lookIfLoaded();
        Lines lines = engine.ledger().lines();
        Plan known = planner.known(limits, lines);
        if (known != null) {
            return known;
        }
        engine.check(limits.keys());
        return planner.plan(limits, lines);
    }

    private static <T, X extends Throwable> T within(Owner owner, Plan plan, Action<T, X> action) throws X {
        Scope scope = owner.open(plan);
        try {
            return action.call();
        } finally {
            scope.close();
        }
    }

    private static final class Holder {
        private static final Threadpools PROCESS = new Threadpools(Engine.ofProcess(), library -> true);
    }
}
