package io.threadpoolctl;

import io.threadpoolctl.internal.ledger.Engine;
import io.threadpoolctl.internal.ledger.Lines;
import io.threadpoolctl.internal.ledger.Owner;
import io.threadpoolctl.internal.ledger.PinnedCall;
import io.threadpoolctl.internal.ledger.Plan;
import io.threadpoolctl.internal.ledger.Planner;
import io.threadpoolctl.internal.ledger.Scope;
import io.threadpoolctl.internal.ledger.Snapshots;
import io.threadpoolctl.internal.ledger.VirtualThreadCheck;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The thread pools of the native libraries in this process, or a selection of them: what they are, and limiting them.
 *
 * <p>There is one per process; {@link #select} gives views of it. Libraries are found by themselves, those that are loaded
 * later too. Any thread may call any method at any time, and none of them waits for another's code.
 */
@SuppressWarnings("overloads") // wrap(...) takes what people have; a lambda that fits several needs a cast
public final class Threadpools {

    private final Engine engine;
    private final Planner planner;

    Threadpools(Engine engine, Predicate<LibraryInfo> selection) {
        this(engine, engine.planner(selection));
    }

    private Threadpools(Engine engine, Planner planner) {
        this.engine = engine;
        this.planner = planner;
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
                .filter(planner.selection())
                .toList();
    }

    /** The libraries with what the ledger knows of them. Looks for new ones first. */
    public ThreadpoolsSnapshot snapshot() {
        engine.look();
        return Snapshots.take(engine, planner.selection());
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
        Set<String> names = Set.copyOf(List.of(prefixOrInternalApi));
        engine.check(names);
        return select(library -> names.contains(library.prefix())
                || names.contains(library.internalApi())
                || names.contains(library.userApi().name())
                || names.contains(library.filepath()));
    }

    /** Those libraries of this selection that meet a condition. It is asked when limits are first used with a library. */
    public Threadpools select(Predicate<LibraryInfo> condition) {
        return new Threadpools(engine, planner.selection().and(condition));
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
        LimitScope scope = owner.handOut(plan);
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
     * Caps everybody, scopes and code outside scopes alike, until the cap is closed, by whatever thread.
     *
     * <p>It is one more owner with a standing request, so libraries whose reach is the process follow at once. For the
     * others the cap holds for every value that is set from now on; threads without a scope are not reached. A cap never
     * widens a pool, and does not count as an open scope.
     *
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     */
    public LimitScope cap(Limits limits) {
        LimitScope cap = new Owner(engine.ledger()).handOut(plan(limits));
        engine.warnings().log();
        return cap;
    }

    /** Begins to measure how long scopes are open: two readings of the clock for each. Cannot be undone. */
    public ScopeTimes measureScopes() {
        return engine.ledger().measureScopes();
    }

    /** The same action under limits, whoever runs it. */
    public Runnable wrap(Limits limits, Runnable action) {
        return () -> run(limits, action);
    }

    /** The same action under limits, whoever calls it. */
    public <T> Callable<T> wrap(Limits limits, Callable<T> action) {
        return () -> this.<T, Exception>call(limits, action::call);
    }

    /** The same supplier under limits, whoever asks it. */
    public <T> Supplier<T> wrap(Limits limits, Supplier<T> action) {
        return () -> this.<T, RuntimeException>call(limits, action::get);
    }

    /** The same function under limits, whoever applies it. */
    public <T, R> Function<T, R> wrap(Limits limits, Function<T, R> action) {
        return argument -> this.<R, RuntimeException>call(limits, () -> action.apply(argument));
    }

    /** An executor that runs every task under limits. */
    public Executor wrap(Limits limits, Executor executor) {
        return task -> executor.execute(wrap(limits, task));
    }

    /** An executor service that runs every task under limits; otherwise it is the one given. */
    public ExecutorService wrap(Limits limits, ExecutorService executor) {
        return new LimitingExecutorService(executor, this, limits);
    }

    /** A factory whose threads live under limits from their first instruction to their last. */
    public ThreadFactory wrap(Limits limits, ThreadFactory factory) {
        return task -> factory.newThread(wrap(limits, task));
    }

    /**
     * Makes workers for a {@link ForkJoinPool} of one's own and its parallel streams. A worker is under the limits as long
     * as it lives, idle or not.
     */
    public ForkJoinWorkerThreadFactory forkJoinWorkers(Limits limits) {
        return new LimitingForkJoinFactory(this, limits);
    }

    /**
     * The limits that this thread is under, to be taken over by another thread. Only what threads ask for is captured, not
     * the numbers in force.
     */
    public CapturedLimits capture() {
        List<Plan> plans = engine.ledger().owner().plans();
        List<Threadpools> pools = new ArrayList<>();
        List<Limits> limits = new ArrayList<>();
        for (int i = plans.size() - 1; i >= 0; i--) {
            pools.add(new Threadpools(engine, plans.get(i).planner));
            limits.add(plans.get(i).limits);
        }
        return new CapturedLimits(pools, limits);
    }

    /**
     * Sets what libraries have outside every scope, from now on, for those that are loaded later too. Replaces what was set
     * here before; {@link Limits#none()} puts back what was found.
     *
     * <p>Reaches libraries whose reach is the process. Of the others, MKL, NVPL and the OpenMP runtimes of LLVM and Intel
     * have a value for threads that have set none (in those runtimes, for threads that have not used them yet). The rest,
     * GNU's OpenMP runtime among them, has no value for all threads once it is loaded: for libraries that are not loaded
     * yet, the variables that they read ({@code OMP_NUM_THREADS}, {@code OPENBLAS_NUM_THREADS}, {@code MKL_NUM_THREADS},
     * {@code BLIS_NUM_THREADS}) are set in the environment of the process, unless they are set already. So call this once
     * and early. Once set, MKL does not follow its OpenMP runtime any more.
     *
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     */
    public void limitProcess(Limits limits) {
        engine.check(limits.amounts().keySet());
        engine.look();
        engine.limitProcess(limits);
    }

    /**
     * Sets on the calling thread what {@link #limitProcess} asks for in libraries that have no value for all threads, and
     * takes back what it no longer asks for. For whoever makes or lends out threads: to be called at the beginning of a
     * thread's life, or of every task, since after the first time it costs next to nothing. Does nothing on a virtual
     * thread, or on a thread that has a scope open.
     */
    public void limitThread() {
        engine.limitThread();
    }

    /** The FlexiBLAS of this process, to see and switch its backends; empty if none is loaded. Looks for new ones first. */
    public Optional<FlexiBlas> flexiBlas() {
        engine.look();
        return engine.ledger()
                .lines()
                .libraries()
                .filter(library -> planner.selection().test(library.info()))
                .flatMap(library -> library.backends().stream())
                .findFirst()
                .map(engine::flexiBlas);
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
        engine.check(limits.amounts().keySet());
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
        return engine.problem();
    }

    private Plan plan(Limits limits) {
        engine.lookIfLoaded();
        Lines lines = engine.ledger().lines();
        Plan known = planner.known(limits, lines);
        if (known != null) {
            return known;
        }
        engine.check(limits.amounts().keySet());
        return planner.plan(limits, lines);
    }

    private static <T, X extends Throwable> T within(Owner owner, Plan plan, Action<T, X> action) throws X {
        Scope scope = owner.open(plan);
        try {
            return action.call();
        } finally {
            owner.close(scope);
        }
    }

    private static final class Holder {
        private static final Threadpools PROCESS = new Threadpools(Engine.ofProcess(), library -> true);
    }
}
