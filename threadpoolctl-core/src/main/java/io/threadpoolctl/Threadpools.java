package io.threadpoolctl;

import io.threadpoolctl.internal.ledger.Ledger;
import io.threadpoolctl.internal.ledger.Selection;
import io.threadpoolctl.spi.LibraryFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinPool.ForkJoinWorkerThreadFactory;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread pools of the native libraries in this process, or a selection of them: what they are, and limiting them.
 *
 * <p>There is one per process; {@link #select} gives views of it. Libraries are found by themselves, those that are loaded
 * later too. Any thread may call any method at any time, and none of them waits for another's code.
 *
 * <p>What is set for the whole process ({@link #limitProcess}, {@link #register}, {@link #setVirtualThreadPolicy}, {@link
 * #boundPins}, {@link #setProcessors}, {@link #watch}, {@link #letIdleThreadsSleep}) is a request of whoever made it, given up when its handle is closed;
 * of several the smallest number and the strictest policy count. A selection can do none of these.
 */
@SuppressWarnings("overloads") // wrap(...) takes what people have; a lambda that fits several needs a cast
public final class Threadpools {

    /** By which a limit of the process or a cap is known whose maker did not say more. */
    private static final String THIS_API = "Threadpools";

    private static final long SHORTEST_PERIOD_NANOS = 1_000_000;
    private static final long SHORTEST_SAMPLING_SECONDS = 1;
    private static final long LONGEST_SAMPLING_SECONDS = 600;

    /**
     * Not in an initialiser: one that is interrupted by the end of the stack would spoil the class for good. Read plainly,
     * since whoever sees it sees its final fields, and of the other one either nothing or the same.
     */
    private static @Nullable Threadpools process;

    private final boolean isWhole;

    /** {@code null} for the one of the process. */
    private final @Nullable Inside given;

    /** Made when it is first needed: an application that is switched off loads none of its classes. Read plainly. */
    private @Nullable Inside made;

    private Threadpools() {
        this.given = null;
        this.isWhole = true;
    }

    Threadpools(Ledger ledger) {
        this(ledger, ledger.everything(), true);
    }

    private Threadpools(Ledger ledger, Selection selection, boolean isWhole) {
        this.given = new Inside(ledger, selection);
        this.isWhole = isWhole;
    }

    /** All pools of this process. Where native code cannot be reached there are none; see {@link #problem()}. */
    public static Threadpools ofProcess() {
        Threadpools known = process;
        return known != null ? known : create();
    }

    private static synchronized Threadpools create() {
        Threadpools known = process;
        if (known == null) {
            known = new Threadpools();
            process = known;
        }
        return known;
    }

    private Inside inside() {
        Inside known = given != null ? given : made;
        return known != null ? known : make();
    }

    private synchronized Inside make() {
        Inside known = made;
        if (known == null) {
            Ledger ledger = Ledger.ofProcess();
            known = new Inside(ledger, ledger.everything());
            made = known;
        }
        return known;
    }

    /** Whether this is a selection, which cannot set what belongs to the whole process. */
    public boolean isSelection() {
        return !isWhole;
    }

    /** The libraries as they are now, as the calling thread sees them. Looks for new ones first. */
    public List<LibraryInfo> info() {
        Inside inside = inside();
        return inside.ledger.info(inside.selection);
    }

    /** The libraries with what the ledger knows of them. Looks for new ones first. */
    public ThreadpoolsSnapshot snapshot() {
        return inside().ledger.snapshot(inside().selection);
    }

    /** Those libraries of this selection that serve a user API. */
    public Threadpools select(UserApi userApi) {
        String name = Objects.requireNonNull(userApi, "userApi").name();
        return select(library -> library.userApi().name().equals(name), true);
    }

    /**
     * Those libraries of this selection that have one of these prefixes, internal APIs, user APIs or paths.
     *
     * @throws IllegalArgumentException if a name is not known
     */
    public Threadpools select(String... prefixOrInternalApi) {
        Objects.requireNonNull(prefixOrInternalApi, "prefixOrInternalApi");
        Set<String> names = Set.copyOf(List.of(prefixOrInternalApi));
        inside().ledger.check(names);
        return select(
                library -> names.contains(library.prefix())
                        || names.contains(library.internalApi())
                        || names.contains(library.userApi().name())
                        || names.contains(library.filepath()),
                true);
    }

    /** Those libraries of this selection that meet a condition. It is asked when limits are first used with a library. */
    public Threadpools select(Predicate<LibraryInfo> condition) {
        return select(Objects.requireNonNull(condition, "condition"), false);
    }

    private Threadpools select(Predicate<LibraryInfo> condition, boolean ofOurs) {
        return new Threadpools(inside().ledger, inside().selection.and(condition, ofOurs), false);
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
        Objects.requireNonNull(limits, "limits");
        Inside inside = inside();
        return inside.ledger.open(inside.selection, limits);
    }

    /**
     * Opens a scope that belongs to no thread: for work that goes on after the method that began it has returned. It is an
     * owner of its own, like one more thread: of it and all others the smallest number counts, and it has a share of its own.
     * Only libraries whose reach is the process are limited; see {@link #reachesThreads}.
     *
     * <p>Any thread may close it. If it is dropped without that, it is closed once Java has noticed, with a warning.
     *
     * @param origin what it is held for, for messages
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     */
    public LimitScope hold(Limits limits, String origin) {
        Objects.requireNonNull(limits, "limits");
        return inside().ledger.hold(inside().selection, limits, Objects.requireNonNull(origin, "origin"));
    }

    /**
     * Whether these limits meet a loaded library whose number belongs to each thread, so that {@link #hold} leaves it alone.
     *
     * @throws IllegalArgumentException if the limits name something unknown
     */
    public boolean reachesThreads(Limits limits) {
        return inside().ledger.reachesThread(inside().selection, Objects.requireNonNull(limits, "limits"));
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
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(action, "action");
        Inside inside = inside();
        return inside.ledger.call(inside.selection, limits, action);
    }

    /** Runs an action inside a scope; otherwise as {@link #call}. */
    public void run(Limits limits, Runnable action) {
        Objects.requireNonNull(action, "action");
        this.<Boolean, RuntimeException>call(limits, () -> {
            action.run();
            return true;
        });
    }

    /**
     * Caps everybody, scopes and code outside scopes alike, until the cap is closed, by whatever thread.
     *
     * <p>It is one more owner with a standing request, so libraries whose reach is the process follow at once. For the
     * others the cap holds for every value that is set from now on, and in the OpenMP runtimes of LLVM and
     * Intel for threads that have set none (in those runtimes, for threads that have not used them yet); other threads
     * without a scope are not reached. A cap never widens a pool, and does not count as an open scope. Caps of all pools
     * hold for every copy of this code in the JVM.
     *
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     */
    public LimitScope cap(Limits limits) {
        return cap(limits, THIS_API);
    }

    /**
     * As {@link #cap(Limits)}.
     *
     * @param origin who caps, for {@link CapInfo#origin()}
     */
    public LimitScope cap(Limits limits, String origin) {
        return inside().ledger
                .cap(
                        inside().selection,
                        Objects.requireNonNull(limits, "limits"),
                        Objects.requireNonNull(origin, "origin"));
    }

    /** Begins to measure how long scopes are open: two readings of the clock for each. Cannot be undone. */
    public ScopeTimes measureScopes() {
        return inside().ledger.measureScopes();
    }

    /** The same action under limits, whoever runs it. */
    public Runnable wrap(Limits limits, Runnable action) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(action, "action");
        return () -> run(limits, action);
    }

    /** The same action under limits, whoever calls it. */
    public <T> Callable<T> wrap(Limits limits, Callable<T> action) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(action, "action");
        return () -> this.<T, Exception>call(limits, action::call);
    }

    /** The same supplier under limits, whoever asks it. */
    public <T> Supplier<T> wrap(Limits limits, Supplier<T> action) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(action, "action");
        return () -> this.<T, RuntimeException>call(limits, action::get);
    }

    /** The same function under limits, whoever applies it. */
    public <T, R> Function<T, R> wrap(Limits limits, Function<T, R> action) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(action, "action");
        return argument -> this.<R, RuntimeException>call(limits, () -> action.apply(argument));
    }

    /** An executor that runs every task under limits. */
    public Executor wrap(Limits limits, Executor executor) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(executor, "executor");
        return task -> executor.execute(wrap(limits, task));
    }

    /** An executor service that runs every task under limits; otherwise it is the one given. */
    public ExecutorService wrap(Limits limits, ExecutorService executor) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(executor, "executor");
        return new LimitingExecutorService(executor, this, limits);
    }

    /** A factory whose threads live under limits from their first instruction to their last. */
    public ThreadFactory wrap(Limits limits, ThreadFactory factory) {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(factory, "factory");
        return task -> factory.newThread(wrap(limits, task));
    }

    /**
     * Makes workers for a {@link ForkJoinPool} of one's own and its parallel streams. A worker is under the limits as long
     * as it lives, idle or not.
     */
    public ForkJoinWorkerThreadFactory forkJoinWorkers(Limits limits) {
        Objects.requireNonNull(limits, "limits");
        return new LimitingForkJoinFactory(this, limits);
    }

    /**
     * The limits that this thread is under, to be taken over by another thread. Only what threads ask for is captured, not
     * the numbers in force.
     */
    public CapturedLimits capture() {
        List<Threadpools> pools = new ArrayList<>();
        List<Limits> limits = new ArrayList<>();
        for (Ledger.Captured captured : inside().ledger.capture()) {
            pools.add(new Threadpools(inside().ledger, captured.selection(), false));
            limits.add(captured.limits());
        }
        return new CapturedLimits(pools, limits);
    }

    /**
     * Limits what libraries have outside every scope, from now on, for those that are loaded later too, until the handle is
     * closed. Several such limits may stand at once: of each library the smallest number counts. No scope is wider than
     * that.
     *
     * <p>Reaches libraries whose reach is the process. Of the others, MKL, NVPL and the OpenMP runtimes of LLVM and Intel
     * have a value for threads that have set none (in those runtimes, for threads that have not used them yet). The rest,
     * GNU's OpenMP runtime among them, has no value for all threads once it is loaded: for libraries that are not loaded
     * yet, the variables that they read ({@code OMP_NUM_THREADS}, {@code OPENBLAS_NUM_THREADS}, {@code MKL_NUM_THREADS},
     * {@code BLIS_NUM_THREADS}) are set in the environment of the process, unless they are set already. So call this once
     * and early; it may be called while native code in other threads reads the environment. Once set, MKL does not follow
     * its OpenMP runtime any more.
     *
     * @return what takes it back
     * @throws IllegalArgumentException if the limits name something unknown; nothing has changed then
     * @throws IllegalStateException on a selection
     */
    public LimitScope limitProcess(Limits limits) {
        return limitProcess(limits, THIS_API);
    }

    /**
     * As {@link #limitProcess(Limits)}.
     *
     * @param origin who limits, for messages
     */
    public LimitScope limitProcess(Limits limits, String origin) {
        requireWhole("limit the process");
        return inside().ledger
                .limitProcess(Objects.requireNonNull(limits, "limits"), Objects.requireNonNull(origin, "origin"));
    }

    /** The limits of the process that stand, whoever made them, the oldest first. */
    public List<CapInfo> processLimits() {
        return inside().ledger.processLimits();
    }

    /**
     * Sets on the calling thread what {@link #limitProcess} asks for in libraries that have no value for all threads, and
     * takes back what it no longer asks for. For whoever makes or lends out threads: to be called at the beginning of a
     * thread's life, or of every task, since after the first time it costs next to nothing. Does nothing on a virtual
     * thread, or on a thread that has a scope open.
     */
    public void limitThread() {
        inside().ledger.limitThread();
    }

    /** The FlexiBLAS of this process, to see and switch its backends; empty if none is loaded. Looks for new ones first. */
    public Optional<FlexiBlas> flexiBlas() {
        return inside().ledger.flexiBlas(inside().selection);
    }

    /** Looks for libraries now. Not needed: opening a scope notices that something was loaded. */
    public void refresh() {
        inside().ledger.look();
    }

    /** The names by which libraries can be limited, loaded or not: user APIs, internal APIs and prefixes. */
    public Set<String> names() {
        return inside().ledger.knownKeys();
    }

    /**
     * Checks the names in limits without using them.
     *
     * @throws IllegalArgumentException if the limits name something unknown
     */
    public void check(Limits limits) {
        Objects.requireNonNull(limits, "limits");
        inside().ledger.check(limits.amounts().keySet());
    }

    /** What a person should know, the oldest first; each was logged once. */
    public List<Warning> warnings() {
        return inside().ledger.allWarnings();
    }

    /**
     * Adds a family of libraries to those that are recognised, ahead of the known ones, and looks for it. One that cannot
     * tell its names is left out; that and every other failure of it is among the {@link #warnings}, once for each method.
     *
     * @return what removes it again; libraries that were recognised by it stay known
     * @throws IllegalStateException on a selection
     */
    public Registration register(LibraryFamily family) {
        requireWhole("register a family");
        return registration(inside().ledger.register(Objects.requireNonNull(family, "family")));
    }

    /**
     * Asks for a policy about virtual threads; {@link VirtualThreadPolicy#PIN} holds where nobody asks.
     *
     * @return what takes it back
     * @throws IllegalStateException on a selection
     */
    public Registration setVirtualThreadPolicy(VirtualThreadPolicy policy) {
        requireWhole("decide about virtual threads");
        return registration(inside().ledger.setVirtualThreadPolicy(Objects.requireNonNull(policy, "policy")));
    }

    /**
     * Bounds how many virtual threads {@link VirtualThreadPolicy#PIN} may hold on their carriers at once; as many as come
     * where nobody asks. Beyond the bound a body runs without being held, and values that belong to threads are left alone.
     *
     * @param most at least 0
     * @return what takes it back
     * @throws IllegalArgumentException if the number is below 0
     * @throws IllegalStateException on a selection
     */
    public Registration boundPins(int most) {
        requireWhole("bound pins");
        if (most < 0) {
            throw new IllegalArgumentException(
                    "There cannot be at most " + most + " pinned virtual threads; give 0 or more.");
        }
        return registration(inside().ledger.boundPins(most));
    }

    /**
     * Says how many processors {@link Limits#auto} and {@link Limits#share} divide. Where nobody says, it is what the JVM
     * may use at present.
     *
     * @param number at least 1
     * @return what takes it back
     * @throws IllegalArgumentException if the number is below 1
     * @throws IllegalStateException on a selection
     */
    public Registration setProcessors(int number) {
        requireWhole("say how many processors there are");
        if (number < 1) {
            throw new IllegalArgumentException("There cannot be " + number + " processors; give 1 or more.");
        }
        return registration(inside().ledger.setProcessors(number));
    }

    /**
     * Has a thread look, as often as this, for what must not wait until somebody enters a scope: libraries that the first
     * call of a scope has loaded, processors that have come or gone, scopes that were forgotten; and, every 10 ms while
     * scopes are open, values that other code has set behind their back. The thread is a daemon, ends when nobody wants it
     * any more, and has no timer while no scope is open and nothing is configured.
     *
     * @param period at least a millisecond
     * @return what ends it
     * @throws IllegalArgumentException if the period is shorter
     * @throws IllegalStateException on a selection
     */
    public Registration watch(Duration period) {
        requireWhole("watch");
        if (Objects.requireNonNull(period, "period").compareTo(Duration.ofNanos(SHORTEST_PERIOD_NANOS)) < 0) {
            throw new IllegalArgumentException(
                    "Looking every " + period + " is too often; give a millisecond (PT0.001S) or more.");
        }
        return registration(inside().ledger.watch(period));
    }

    /**
     * Has native threads that wait for work sleep at once instead of spinning for a while, in libraries that are loaded from
     * now on: {@code KMP_BLOCKTIME}, {@code GOMP_SPINCOUNT} and {@code OPENBLAS_THREAD_TIMEOUT} are set in the environment of
     * the process, unless they or {@code OMP_WAIT_POLICY} are set already. So call this once and early.
     *
     * @return what takes the variables back
     * @throws IllegalStateException on a selection
     */
    public Registration letIdleThreadsSleep() {
        requireWhole("let idle threads sleep");
        AtomicReference<@Nullable Runnable> takeBack =
                new AtomicReference<>(inside().ledger.letIdleThreadsSleep());
        return () -> {
            Runnable first = takeBack.getAndSet(null);
            if (first != null) {
                first.run();
            }
        };
    }

    /**
     * Samples which Java methods are in native code of libraries, and returns when that is over. Java's Flight Recorder does
     * it, every 10 ms; it costs nothing before and after.
     *
     * @param duration from a second to ten minutes
     * @throws IllegalArgumentException if it is shorter or longer
     * @throws IllegalStateException if this Java has no Flight Recorder, or it is not to be used
     */
    public NativeCallers sampleCallers(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        if (duration.compareTo(Duration.ofSeconds(SHORTEST_SAMPLING_SECONDS)) < 0
                || duration.compareTo(Duration.ofSeconds(LONGEST_SAMPLING_SECONDS)) > 0) {
            throw new IllegalArgumentException("Callers cannot be sampled for " + duration.toMillis() + " ms; give "
                    + SHORTEST_SAMPLING_SECONDS + " to " + LONGEST_SAMPLING_SECONDS + " seconds.");
        }
        return inside().ledger.sampleCallers(duration);
    }

    /**
     * How many threads are in native code of libraries at this moment without a scope around it. Looks at the stacks of all
     * threads once, while the JVM stops them. A virtual thread counts while it is in native code of whatever kind.
     *
     * @return empty where more than 500 threads are alive, which would be stopped for too long, or the module java.management
     *     is missing
     */
    public OptionalInt countUnlimitedCallers() {
        return inside().ledger.countUnlimitedCallers();
    }

    /** Why native code cannot be reached; empty if it can. */
    public Optional<NativeAccessException> problem() {
        return inside().ledger.problem();
    }

    private void requireWhole(String what) {
        if (!isWhole) {
            throw new IllegalStateException(
                    "A selection of the pools cannot " + what + "; ask Threadpools.ofProcess() instead.");
        }
    }

    private static Registration registration(Runnable takeBack) {
        return takeBack::run;
    }

    @Override
    public String toString() {
        return (isWhole ? "All pools of this process: " : "A selection of the pools of this process: ")
                + inside().ledger.known(inside().selection);
    }

    /** What stands behind the door. */
    private static final class Inside {

        private final Ledger ledger;
        private final Selection selection;

        private Inside(Ledger ledger, Selection selection) {
            this.ledger = ledger;
            this.selection = selection;
        }
    }
}
