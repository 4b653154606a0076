package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Action;
import io.threadpoolctl.CapInfo;
import io.threadpoolctl.FlexiBlas;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.NativeCallers;
import io.threadpoolctl.ScopeTimes;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.binding.StackRoom;
import io.threadpoolctl.internal.callers.CallerSampler;
import io.threadpoolctl.internal.callers.CallersNow;
import io.threadpoolctl.internal.product.Backends;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.ThreadControl;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has asked for what, and what is in force. One for the process, because thread counts are state of the process.
 *
 * <p><b>The picture.</b> An {@link Owner} is a thread, or something held, with its open {@link Scope scopes}. A {@link NativeValue} is one number
 * that can be set. For each value that its scopes limit, an owner has one {@link Request}: it asks for what its newest scope
 * asks for. A {@link ProcessValue} puts the smallest request of all owners in force, a {@link ThreadValue} each owner's own
 * on its own thread. {@link StandingLimits} hold for everybody.
 *
 * <p><b>Invariants</b>, whenever nobody is between two steps:
 *
 * <ol>
 *   <li>no request of a value: it is at its baseline, in the library's own terms;
 *   <li>otherwise it is the smallest request of all owners (process) or the owner's request (thread);
 *   <li>an open that throws has changed nothing;
 *   <li>a step that was broken off is made up for by the owner's next step or by the next look, whichever comes first.
 * </ol>
 *
 * <p><b>Locks</b>, in this order. None is held while the body of a scope or a logger runs.
 *
 * <table>
 *   <caption>What may run under each</caption>
 *   <tr><th>lock</th><th>guards</th><th>what may run under it</th></tr>
 *   <tr><td>{@link ScanGate}, one</td><td>the look for libraries; families that are registered</td>
 *       <td>the loader, getters; families and selections of the user's</td></tr>
 *   <tr><td>the lock of {@link StandingLimits}, one</td><td>the order of changes to caps and limits</td>
 *       <td>nothing</td></tr>
 *   <tr><td>the monitor of an {@link Owner}, one each</td><td>its scopes and requests</td><td>the locks below; getters and
 *       setters of values of its own thread</td></tr>
 *   <tr><td>{@link SharedValue#lock}, one for each value of the process and all copies of this code</td><td>what the value
 *       is set to, and why</td><td>getters and setters of this library</td></tr>
 *   <tr><td>the monitor of {@link RequestCounts}</td><td>that a number's group is made once</td><td>nothing</td></tr>
 * </table>
 *
 * <p><b>Shared fields.</b>
 *
 * <table>
 *   <caption>Access</caption>
 *   <tr><th>field</th><th>access</th><th>written under</th></tr>
 *   <tr><td>{@link #values}</td><td>volatile</td><td>the gate</td></tr>
 *   <tr><td>{@link ProcessValue#inForce}, {@code expected}</td><td>volatile</td><td>the value's lock</td></tr>
 *   <tr><td>the stripes, the highest of them and the witness of {@link Requesters}</td><td>volatile</td><td>stripes: an
 *       owner's monitor, or its {@link Shortcut}; witness: the value's lock</td></tr>
 *   <tr><td>{@link Scope#ended}</td><td>plain</td><td>nothing: it is only ever set, and read under the owner's monitor</td></tr>
 *   <tr><td>everything else of a scope and a request</td><td>plain</td><td>the owner's monitor, or its {@link Shortcut}, which
 *       excludes all who have the monitor but the owner's own thread</td></tr>
 *   <tr><td>cells of a thread's value ({@link ThreadCells})</td><td>plain</td><td>used by that thread alone</td></tr>
 * </table>
 *
 * <p><b>Without a value's lock.</b> Whoever joins a value that is held at its number or below, or leaves one that others hold
 * there, only counts itself in or out; {@link Requesters} says why nobody is overlooked by that. If it is the only scope of
 * its owner, it does so without the owner's monitor, too; {@link Shortcut} says why nobody gets in its way.
 *
 * <p><b>New libraries.</b> {@link #adopt} publishes the new values first and then visits every owner. An owner is listed
 * before it first reads the values, so either it reads the new ones or it is visited.
 */
public final class Ledger {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long nothing is asked of a library before it is given back to the loader. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final LibrarySource source;
    private final Warnings warnings;
    private final Supplier<ConcurrentMap<Object, Object>> findPlace;

    /** Found when the first value needs it: it is a part of the start-up that most starts can do without. */
    private @Nullable ConcurrentMap<Object, Object> place; // guarded by the gate

    /** Joined when the place is found. */
    private volatile @Nullable Copies copies;

    /** Tells this copy from others in the JVM; whoever holds on to it weakly sees when this copy is gone. */
    private final Object token = new Object();

    private final Discovery discovery;
    private final Owners owners = new Owners();
    private final ScopeTimer timer = new ScopeTimer();
    private final ForgottenScopes forgotten;
    private final VirtualThreads virtualThreads;
    private final Processors processors =
            new Processors(() -> Runtime.getRuntime().availableProcessors());
    private final StandingLimits standing;
    private final Selection everything;
    private final Advice advice;
    private final IdleThreads idleThreads;
    private final Watcher watcher;

    /** Refers to the owner weakly, since the thread may outlive this copy of the class. */
    @SuppressWarnings("ThreadLocalUsage") // there is one ledger in a process, and several in tests
    private final ThreadLocal<@Nullable WeakReference<Owner>> current = new ThreadLocal<>();

    private volatile NativeValues values = NativeValues.NONE;

    /** Of the next value that is found. */
    private int nextIndex; // guarded by the gate

    private final long idleNanos;

    /** Whether libraries are held that may be given back later. */
    private volatile boolean mayGiveBack;

    /** A ledger that shares nothing with others, for tests. */
    Ledger(LibrarySource source, Warnings warnings) {
        this(source, warnings, ConcurrentHashMap::new, PATIENCE_NANOS, IDLE_NANOS);
    }

    /**
     * @param findPlace gives the JVM-wide map, or another
     * @param patienceNanos how long the opening of a scope may wait for a thread that is looking for libraries
     * @param idleNanos how long nothing is asked of a library before it is given back
     */
    Ledger(
            LibrarySource source,
            Warnings warnings,
            Supplier<ConcurrentMap<Object, Object>> findPlace,
            long patienceNanos,
            long idleNanos) {
        this.idleNanos = idleNanos;
        this.source = source;
        this.warnings = warnings;
        this.findPlace = findPlace;
        this.discovery = new Discovery(source, warnings, patienceNanos, this::found);
        this.forgotten = new ForgottenScopes(warnings);
        this.virtualThreads = new VirtualThreads(warnings);
        this.standing =
                new StandingLimits(this::values, processors, this::foreignCaps, cap -> capsChanged(), this::notRenewed);
        this.everything = new Selection(library -> true, true, warnings, processors);
        this.advice = new Advice(warnings, processors);
        this.idleThreads = new IdleThreads(warnings);
        this.watcher = new Watcher(this);
    }

    /** The ledger over the real libraries. */
    public static Ledger ofProcess() {
        FirstUse.prepare();
        Warnings warnings = new Warnings();
        Catalogue catalogue = new Catalogue(
                problem -> warnings.add(Warning.Kind.NOT_EXAMINED, null, problem, problem),
                () -> placeOfAllCopies(warnings));
        NativeLibraries libraries = new NativeLibraries(catalogue, warnings);
        Rehearsal.run();
        return new Ledger(libraries, warnings, () -> placeOfAllCopies(warnings), PATIENCE_NANOS, IDLE_NANOS);
    }

    private static ConcurrentMap<Object, Object> placeOfAllCopies(Warnings warnings) {
        ConcurrentMap<Object, Object> shared = JvmWidePlace.find();
        if (shared == null) {
            return new ConcurrentHashMap<>();
        }
        int format = JvmWidePlace.formatOf(shared);
        if (format == JvmWidePlace.FORMAT) {
            return shared;
        }
        warnings.add(
                Warning.Kind.OTHER_COPY,
                null,
                "Another version of threadpoolctl is in this JVM, and keeps its numbers in format " + format
                        + " where this one knows format " + JvmWidePlace.FORMAT
                        + ". The two do not see each other's limits; use one version everywhere.");
        return new ConcurrentHashMap<>();
    }

    // What the door asks for.

    /** All libraries, as a selection. */
    public Selection everything() {
        return everything;
    }

    /** A selection of libraries, to be given to the other methods. */
    public Selection select(Predicate<LibraryInfo> condition) {
        return new Selection(condition, false, warnings, processors);
    }

    /** The selected libraries as they are now, as the calling thread sees them. */
    public List<LibraryInfo> info(Selection selection) {
        look();
        return values.libraries()
                .map(PooledLibrary::info)
                .filter(selection::selects)
                .toList();
    }

    /** What holds at this moment. */
    public ThreadpoolsSnapshot snapshot(Selection selection) {
        look();
        checkValues();
        tidy();
        return Snapshots.take(this, selection);
    }

    /** Opens a scope on the calling thread. */
    public LimitScope open(Selection selection, Limits limits) {
        ResolvedLimits resolved = resolve(selection, limits);
        Owner owner = owner();
        if (resolved.reachesThread && owner.isVirtual()) {
            virtualThreads.beforeLimit(owner, resolved);
        }
        forgotten.close();
        ScopeHandle handle = owner.handOut(resolved, null);
        try { // written out wherever a scope is handed out: a call of it might be what is broken off
            watcher.wakeIfAsleep();
            warnings.log();
        } catch (RuntimeException | Error e) {
            Scope open = handle.scope;
            if (open != null) {
                open.ended = true; // before any call, each of which may be broken off
            }
            handle.close();
            throw e;
        }
        return handle;
    }

    /** Opens a scope that belongs to no thread, for an owner of its own. */
    public LimitScope hold(Selection selection, Limits limits, String origin) {
        ResolvedLimits resolved = resolve(selection.ofTheProcess(), limits);
        forgotten.close();
        ScopeHandle handle = new Owner(this).handOut(resolved, origin);
        try {
            watcher.wakeIfAsleep();
            warnings.log();
        } catch (RuntimeException | Error e) {
            Scope open = handle.scope;
            if (open != null) {
                open.ended = true; // before any call, each of which may be broken off
            }
            handle.close();
            throw e;
        }
        return handle;
    }

    /** Whether limits meet a value that belongs to the thread. */
    public boolean reachesThread(Selection selection, Limits limits) {
        return resolve(selection, limits).reachesThread;
    }

    /** Calls an action within a scope. */
    public <T, X extends Throwable> T call(Selection selection, Limits limits, Action<T, X> action) throws X {
        ResolvedLimits resolved = resolve(selection, limits);
        Owner owner = owner();
        if (resolved.reachesThread && owner.isVirtual()) {
            return virtualThreads.call(owner, resolved, () -> within(owner, resolved, action));
        }
        return within(owner, resolved, action);
    }

    private <T, X extends Throwable> T within(Owner owner, ResolvedLimits limits, Action<T, X> action) throws X {
        Scope scope = owner.open(limits);
        try {
            watcher.wakeIfAsleep();
            return action.call();
        } finally {
            scope.ended = true;
            owner.close(scope);
        }
    }

    /** Caps everybody. */
    public LimitScope cap(Selection selection, Limits limits, String origin) {
        resolve(selection, limits);
        discovery.alone(this::place); // where other copies see it
        StandingLimits.Standing cap = standing.cap(selection, limits, origin);
        try {
            watcher.wakeIfAsleep();
            warnings.log();
        } catch (RuntimeException | Error e) {
            cap.withdrawn = true; // before any call, each of which may be broken off
            cap.close();
            throw e;
        }
        return cap;
    }

    /** Limits the process outside every scope. */
    public LimitScope limitProcess(Limits limits, String origin) {
        check(limits.amounts().keySet());
        look();
        StandingLimits.Standing limit = standing.limitProcess(everything, limits, origin, this::afterLimitingProcess);
        try {
            afterLimitingProcess();
            watcher.wakeIfAsleep();
            warnings.log();
        } catch (RuntimeException | Error e) {
            limit.withdrawn = true; // before any call, each of which may be broken off
            limit.close();
            throw e;
        }
        return limit;
    }

    private void afterLimitingProcess() {
        standing.setProcessDefaults();
        discovery.alone(() -> source.prepare(standing.ofTheProcess())); // for libraries that are loaded later
    }

    /** What the process is limited to outside scopes, the oldest first. */
    public List<CapInfo> processLimits() {
        return standing.processLimits().stream()
                .map(StandingLimits.Standing::info)
                .toList();
    }

    /** Has idle native threads sleep, in libraries that are loaded from now on, until it is taken back. */
    public Runnable letIdleThreadsSleep() {
        look();
        discovery.alone(() -> idleThreads.sleep(values.libraries()));
        return idleThreads::takeBack;
    }

    /** Sets on the calling thread what the limits of the process ask for and only the thread can set. */
    public void limitThread() {
        if (standing.changes() == 0) {
            return; // nothing was ever asked for, so nothing is looked for either
        }
        lookIfLoaded();
        Owner owner = owner();
        if (!owner.isVirtual()) {
            owner.setBaseline(values, standing.changes());
            warnings.log();
        }
    }

    /** The limits that the calling thread is under, the oldest first. */
    public List<Captured> capture() {
        List<Captured> captured = new ArrayList<>();
        List<ResolvedLimits> limits = owner().limits();
        for (int i = limits.size() - 1; i >= 0; i--) {
            captured.add(new Captured(limits.get(i).selection, limits.get(i).limits));
        }
        return captured;
    }

    /**
     * Limits that a thread is under.
     *
     * @param selection the libraries they were given for
     * @param limits what was asked for
     */
    public record Captured(Selection selection, Limits limits) {}

    /** Begins to measure how long scopes are open. */
    public ScopeTimes measureScopes() {
        timer.measure();
        return timer;
    }

    /** Looks for libraries now. */
    public void look() {
        StackRoom.requireForFirstUse(); // see Discovery
        giveBackIdle();
        discovery.look();
        followProcessors();
        standing.setProcessDefaults();
    }

    /** Watches from now on; see {@link Watcher}. */
    public Runnable watch(Duration period) {
        return watcher.watch(period);
    }

    /** Says how many processors there are; of several numbers the smallest counts. */
    public Runnable setProcessors(int number) {
        Processors.Said said = processors.say(number);
        followProcessors();
        return () -> {
            processors.takeBack(said);
            followProcessors();
        };
    }

    /** Asks for a policy; of several the strictest counts. */
    public Runnable setVirtualThreadPolicy(VirtualThreadPolicy policy) {
        return virtualThreads.ask(policy);
    }

    /** Bounds how many virtual threads may be held on their carriers at once; of several bounds the smallest counts. */
    public Runnable boundPins(int most) {
        return virtualThreads.pins().bound(most);
    }

    /** Adds a family and looks again at everything that is loaded. */
    public Runnable register(LibraryFamily family) {
        discovery.register(family);
        return () -> discovery.alone(() -> source.unregister(family));
    }

    /** The FlexiBLAS among the selected libraries, if one is loaded. */
    public Optional<FlexiBlas> flexiBlas(Selection selection) {
        look();
        return values.libraries()
                .filter(library -> selection.selects(library.info()))
                .flatMap(library -> library.backends().stream())
                .findFirst()
                .map(backends -> new SwitchableBackends(this, backends));
    }

    /** Switches a backend. What open scopes have set stays with the libraries that they set it for. */
    void switchBackend(Backends backends, String nameOrPath) {
        discovery.alone(() -> {
            int index = backends.load(nameOrPath);
            discovery.scan();
            backends.leave();
            adopt(List.of());
            try {
                backends.enter(index);
            } finally {
                adopt(List.of());
            }
        });
    }

    /**
     * Checks names.
     *
     * @throws IllegalArgumentException if a key is known neither to a family nor among the loaded libraries
     */
    public void check(Set<String> keys) {
        for (String key : keys) {
            boolean path = key.indexOf('/') >= 0 || key.indexOf('\\') >= 0;
            if (!path && !key.equals(Limits.EVERY) && !knownKeys().contains(key)) {
                Set<String> known = knownKeys();
                throw new IllegalArgumentException("Nothing that can be limited is called \"" + key + "\""
                        + Nearest.to(key, known)
                                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                                .orElse(".")
                        + " Known are " + String.join(", ", known) + ", and the path of a loaded library.");
            }
        }
    }

    /** The names by which libraries can be limited. */
    public Set<String> knownKeys() {
        Set<String> known = new TreeSet<>(source.keys());
        values.libraries().map(PooledLibrary::prefix).forEach(known::add);
        return known;
    }

    /** What a person should know, the oldest first. */
    public List<Warning> allWarnings() {
        return warnings.all();
    }

    /** Why native code cannot be reached; empty if it can. */
    public Optional<NativeAccessException> problem() {
        return NativeProcess.current().problem();
    }

    /** The paths of the selected libraries that are known, without looking for others. */
    public List<String> known(Selection selection) {
        return values.libraries()
                .filter(library -> selection.selects(library.info()))
                .map(PooledLibrary::filepath)
                .toList();
    }

    // What the other classes of this room ask for.

    NativeValues values() {
        return values;
    }

    Owners owners() {
        return owners;
    }

    ScopeTimer timer() {
        return timer;
    }

    ForgottenScopes forgotten() {
        return forgotten;
    }

    Warnings warnings() {
        return warnings;
    }

    Processors processors() {
        return processors;
    }

    VirtualThreads virtualThreads() {
        return virtualThreads;
    }

    Advice advice() {
        return advice;
    }

    /** The caps that hold, those of other copies included, the oldest first. */
    List<CapInfo> caps() {
        Stream<CapInfo> foreign =
                foreignCaps().stream().map(cap -> new CapInfo(cap.limits(), cap.origin(), cap.since()));
        return Stream.concat(standing.caps().stream().map(StandingLimits.Standing::info), foreign)
                .sorted(Comparator.comparing(CapInfo::since))
                .toList();
    }

    private List<StandingLimits.ForeignCap> foreignCaps() {
        Copies others = copies;
        return others == null
                ? List.of()
                : others.caps().map(this::foreignCap).filter(Objects::nonNull).toList();
    }

    private StandingLimits.@Nullable ForeignCap foreignCap(Map<?, ?> cap) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        if (cap.get(Copies.LIMITS) instanceof Map<?, ?> limits) {
            limits.forEach((name, number) -> {
                if (name instanceof String known
                        && !known.isBlank()
                        && number instanceof Integer threads
                        && threads > 0) {
                    numbers.put(known, threads);
                }
            });
        }
        return !numbers.isEmpty()
                        && cap.get(Copies.ORIGIN) instanceof String origin
                        && cap.get(Copies.SINCE) instanceof Instant since
                ? new StandingLimits.ForeignCap(everything, Limits.of(numbers), origin, since)
                : null;
    }

    /** Answers other copies; see {@link Copies}. */
    private @Nullable Object answer(Object question) {
        if (question.equals(Copies.CAPS)) {
            return standing.caps().stream()
                    .filter(cap -> cap.selection() == everything) // others could not ask a condition
                    .map(cap -> Map.<String, Object>of(
                            Copies.LIMITS,
                            cap.numbers(),
                            Copies.ORIGIN,
                            cap.info().origin(),
                            Copies.SINCE,
                            cap.info().since()))
                    .toList();
        }
        if (question.equals(Copies.CAPS_CHANGED)) {
            followOthers();
            return true;
        }
        return question.equals(Copies.LIMITED_THREADS) ? limitedHere() : null;
    }

    private void followOthers() {
        standing.foreignCapsChanged();
        standing.setProcessDefaults();
    }

    private void capsChanged() {
        standing.setProcessDefaults();
        Copies others = copies;
        if (others != null) {
            others.ask(Copies.CAPS_CHANGED).forEach(done -> {});
        }
    }

    /** Which Java methods are in native code of libraries. */
    public NativeCallers sampleCallers(Duration duration) {
        look();
        Set<String> userApis =
                values.libraries().map(library -> library.userApi().name()).collect(Collectors.toSet());
        try {
            return CallerSampler.sample(duration, this::limitedThreads, userApis);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "This Java has no Flight Recorder (the module jdk.jfr), by which callers are sampled.", e);
        }
    }

    /** How many threads are in native code of libraries without a scope; empty where that cannot be told for little. */
    public OptionalInt countUnlimitedCallers() {
        return CallersNow.count(limitedThreads());
    }

    /** The numbers of the threads that have scopes open, in whichever copy of this code; virtual ones are not known. */
    private Set<Long> limitedThreads() {
        Set<Long> all = limitedHere();
        Copies others = copies;
        if (others != null) {
            others.limitedThreads().forEach(all::add);
        }
        return all;
    }

    private Set<Long> limitedHere() {
        Set<Long> limited = new HashSet<>();
        for (Owner owner : owners.all()) {
            Thread thread = owner.thread();
            if (thread != null && owner.hasOpenScopes()) {
                limited.add(thread.getId());
            }
        }
        return limited;
    }

    Limits ofTheProcess() {
        return standing.ofTheProcess();
    }

    /** The calling thread as an owner. */
    Owner owner() {
        WeakReference<Owner> known = current.get();
        Owner owner = known == null ? null : known.get();
        return owner != null ? owner : newOwner();
    }

    private Owner newOwner() {
        Thread thread = Thread.currentThread();
        Owner owner = owners.of(thread); // the common pool erases the thread-locals of its workers between tasks
        if (owner == null) {
            owner = new Owner(this, thread);
            if (!owner.isVirtual()) {
                tellOfDead(owners.forgetSome());
                owners.add(owner);
            }
        }
        current.set(new WeakReference<>(owner));
        return owner;
    }

    /** Made outside an owner's monitor, since it may ask a selection of the user's. */
    ResolvedLimits resolvedAnew(ResolvedLimits limits) {
        return limits.selection.resolve(limits.limits, values);
    }

    private ResolvedLimits resolve(Selection selection, Limits limits) {
        lookIfLoaded();
        NativeValues now = values;
        ResolvedLimits known = selection.known(limits, now);
        if (known != null) {
            return known;
        }
        check(limits.amounts().keySet());
        return selection.resolve(limits, now);
    }

    /** Whether somebody is looking for libraries. */
    boolean isLookedAt() {
        return discovery.isLooking();
    }

    private void lookIfLoaded() {
        discovery.lookIfLoaded();
    }

    /** Before a thread's own value is set for the first time: libraries that would set it themselves later do so now. */
    int prepareThread(int done) {
        return source.prepareThread(done);
    }

    // Looking after everything.

    private void found(List<PooledLibrary> appeared, List<PooledLibrary> gone) {
        if (!appeared.isEmpty() || !gone.isEmpty()) {
            adopt(appeared);
            advice.about(appeared, values, standing.ofTheProcess());
        } else if (!standing.areNone()) {
            standing.apply(); // one that was asleep may have woken
        }
    }

    /**
     * Adds values for libraries that have appeared, brings all open scopes under them, and forgets those that are gone. One
     * thread at a time.
     */
    void adopt(List<PooledLibrary> appeared) {
        List<NativeValue> all = new ArrayList<>(values.all());
        List<NativeValue> retired = all.stream().filter(NativeValue::isGone).toList();
        all.removeAll(retired);
        for (PooledLibrary library : appeared) {
            try {
                adopt(library, all);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                String path = library.filepath();
                warnings.add(Warning.Kind.NOT_EXAMINED, path, path + " could not be examined and is left alone: " + e);
            }
        }
        publish(all);
        retired.forEach(NativeValue::retire);
    }

    private void adopt(PooledLibrary library, List<NativeValue> all) {
        Object cell = library.control().cell();
        for (NativeValue value : all) {
            if (value.libraries().contains(library)) {
                return; // a look that was broken off had come so far
            }
            if (isOneCell(library.control(), cell, value.control.cell())) {
                value.add(library);
                return;
            }
        }
        all.add(newValue(nextIndex, library, cell));
        nextIndex++;
    }

    /**
     * A control that is its own cell is compared with nothing: it shares its value with none, and of a record that Java 17
     * compares by itself, it keeps the class and with it the class loader.
     */
    private static boolean isOneCell(ThreadControl control, Object cell, Object other) {
        return cell == other || (cell != control && cell.equals(other));
    }

    private void publish(List<NativeValue> all) {
        NativeValues published = new NativeValues(all);
        values = published;
        if (standing.areNone()) {
            discovery.publish();
        }
        for (Owner owner : owners.all()) {
            owner.renew(published);
        }
        standing.apply();
        discovery.publish();
    }

    private NativeValue newValue(int index, PooledLibrary library, Object cell) {
        Object key = cell instanceof String || cell instanceof Long ? cell : library.identity();
        return switch (library.control().reach()) {
            case THREAD -> new ThreadValue(index, library, warnings, processors, place(), key, token);
            case PROCESS, UNKNOWN ->
                new ProcessValue(index, library, warnings, processors, new SharedValue(place(), key, token));
        };
    }

    private ConcurrentMap<Object, Object> place() {
        ConcurrentMap<Object, Object> known = place;
        if (known == null) {
            known = findPlace.get();
            place = known;
            copies = new Copies(known, this::answer);
        }
        return known;
    }

    private void followProcessors() {
        if (processors.refresh()) {
            discovery.alone(() -> publish(values.all())); // so that all limits are resolved anew
        }
    }

    /** Whether anything is held for open scopes. */
    boolean isHeld() {
        for (Owner owner : owners.all()) {
            if (owner.hasOpenScopes()) {
                return true;
            }
        }
        return virtualThreads.pins().now() > 0;
    }

    /** Whether anything is held without an open scope. */
    boolean isConfigured() {
        return !standing.areNone();
    }

    /** Whether libraries are held until the garbage collector has been there. */
    boolean mayLetGo() {
        return source.mayLetGo();
    }

    /** Whether libraries are held that will be given back if nothing is asked of them. */
    boolean mayGiveBack() {
        return mayGiveBack;
    }

    /**
     * Gives libraries back that nobody has limited for a while.
     *
     * @return whether any may be gone now
     */
    private boolean giveBackIdle() {
        boolean waiting = false;
        boolean given = false;
        long now = System.nanoTime();
        for (NativeValue value : values.all()) {
            NativeValue.IdleState state = giveBackIfIdle(value, now);
            waiting |= state == NativeValue.IdleState.WAITING;
            given |= state == NativeValue.IdleState.GIVEN_BACK;
        }
        mayGiveBack = waiting;
        return given;
    }

    private NativeValue.IdleState giveBackIfIdle(NativeValue value, long now) {
        try {
            return value.giveBackIfIdle(now, idleNanos);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            value.wentWrong(e);
            return NativeValue.IdleState.WAITING;
        }
    }

    /** Looks whether values of the process are as they should be, and puts right what is wider. */
    void checkValues() {
        for (NativeValue value : values.all()) {
            try {
                value.check();
            } catch (VirtualMachineError e) {
                throw e;
            } catch (RuntimeException | Error e) {
                value.wentWrong(e);
            }
        }
        warnings.log();
    }

    /** Makes up for everything that nobody came back for. */
    void tidy() {
        discovery.lookIfIdle(giveBackIdle() || mayLetGo());
        followProcessors();
        if (standing.applyIfDue()) {
            afterLimitingProcess();
            capsChanged();
        }
        standing.setProcessDefaults();
        forgotten.close();
        tellOfDead(owners.forgetDead());
        Copies others = copies;
        if (others != null && others.forgetGone()) {
            followOthers();
        }
        for (Owner owner : owners.all()) {
            owner.check();
        }
        virtualThreads.pins().warnIfStarved(VirtualThreads.carriers(processors.now()), System.nanoTime());
        warnings.log();
    }

    // What is to be told.

    /** Takes note that limits could not be applied to libraries that have appeared. */
    void notRenewed(Limits limits, Throwable failure) {
        warnings.add(
                Warning.Kind.NOT_EXAMINED,
                null,
                "Limits that hold (" + limits
                        + ") do not reach the libraries that were loaded since, because the condition that"
                        + " selects libraries for them failed: " + failure);
    }

    /** Takes note that a scope was closed by another thread than its owner's. */
    void closedElsewhere(Owner owner) {
        if (!warnings.has(Warning.Kind.CLOSED_ELSEWHERE, null)) {
            Thread thread = owner.thread();
            warnings.add(
                    Warning.Kind.CLOSED_ELSEWHERE,
                    null,
                    "A limit scope of the thread "
                            + (thread == null ? "that has ended" : "\"" + thread.getName() + "\"")
                            + " was closed by the thread \""
                            + Thread.currentThread().getName() + "\" at "
                            + Place.outside() + ". What it limited in the owner's thread alone stays limited until that"
                            + " thread next enters or leaves a scope; close scopes where they are opened.");
        }
    }

    private void tellOfDead(int scopes) {
        if (scopes > 0) {
            warnings.add(
                    Warning.Kind.NEVER_CLOSED,
                    null,
                    "A thread ended and left " + scopes
                            + " limit scope(s) open. They were closed for it; close every scope"
                            + " with try-with-resources.");
        }
    }
}
