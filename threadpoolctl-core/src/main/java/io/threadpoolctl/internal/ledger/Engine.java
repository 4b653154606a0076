package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.FlexiBlas;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.Backends;
import io.threadpoolctl.internal.product.Catalogue;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** What all {@code Threadpools} of a process have in common: the libraries, the ledger, the limits of the process. */
public final class Engine {

    private static final long PATIENCE_MILLIS = 10_000;

    private final LibrarySource source;
    private final Warnings warnings;
    private final long patienceMillis;
    private final Ledger ledger;
    private final ReentrantLock scanning = new ReentrantLock();
    private final Set<PooledLibrary> adopted = new HashSet<>(); // guarded by scanning
    private volatile boolean looking;
    private final Planner everything;
    private final Advice advice;
    private volatile Limits processLimits = Limits.none();
    private volatile VirtualThreadPolicy virtualThreads = VirtualThreadPolicy.PIN;

    public Engine(LibrarySource source, Warnings warnings) {
        this(source, warnings, PATIENCE_MILLIS);
    }

    /** @param patienceMillis how long the opening of a scope may wait for a thread that is looking for libraries */
    Engine(LibrarySource source, Warnings warnings, long patienceMillis) {
        this.source = source;
        this.warnings = warnings;
        this.patienceMillis = patienceMillis;
        this.ledger = new Ledger(warnings);
        this.everything = planner(library -> true);
        this.advice = new Advice(warnings);
    }

    /** The engine over the real libraries. */
    public static Engine ofProcess() {
        Warnings warnings = new Warnings();
        NativeProcess process = NativeProcess.current();
        process.problem()
                .ifPresent(problem ->
                        warnings.add(Warning.Kind.NO_NATIVE_ACCESS, null, String.valueOf(problem.getMessage())));
        Catalogue catalogue = new Catalogue(problem -> warnings.add(Warning.Kind.NOT_EXAMINED, null, problem, problem));
        return new Engine(new NativeLibraries(process, catalogue), warnings);
    }

    public Ledger ledger() {
        return ledger;
    }

    public Warnings warnings() {
        return warnings;
    }

    public Planner planner(Predicate<LibraryInfo> selection) {
        return new Planner(selection, warnings);
    }

    public VirtualThreadPolicy virtualThreads() {
        return virtualThreads;
    }

    public void virtualThreads(VirtualThreadPolicy policy) {
        virtualThreads = policy;
    }

    /**
     * Looks for libraries if any may have been loaded. If another thread is looking, waits for what it finds: a scope that
     * was opened meanwhile would know nothing of a library that is there. Not for ever, since looking asks families and
     * selections of the user's, which may themselves wait for somebody.
     */
    public void lookIfLoaded() {
        // In this order: a source that has nothing new to tell has told it to somebody who is still busy with it.
        if ((source.mayHaveChanged() || looking) && !scanning.isHeldByCurrentThread() && mayScan()) {
            try {
                if (source.mayHaveChanged()) {
                    scan();
                }
            } finally {
                scanning.unlock();
            }
            warnings.log();
        }
    }

    private boolean mayScan() {
        boolean interrupted = Thread.interrupted();
        try {
            return scanning.tryLock(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks for libraries now. */
    public void look() {
        scanning.lock();
        try {
            scan();
        } finally {
            scanning.unlock();
        }
        warnings.log();
    }

    /** Sets what the process libraries have outside every scope, those included that appear later. */
    public void limitProcess(Limits limits) {
        scanning.lock();
        try {
            processLimits = limits;
            source.prepare(limits);
            configure(ledger.lines().all());
            configureThreadLines(ledger.lines().all());
        } finally {
            scanning.unlock();
        }
        warnings.log();
    }

    /** Sets on the calling thread what the limits of the process ask for and only the thread can set. */
    public void limitThread() {
        lookIfLoaded();
        Owner owner = ledger.owner();
        if (!owner.isVirtual()) {
            owner.setBaseline(everything.plan(processLimits, ledger.lines()));
            warnings.log();
        }
    }

    public Limits processLimits() {
        return processLimits;
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

    public Set<String> knownKeys() {
        Set<String> known = new TreeSet<>(source.keys());
        ledger.lines().libraries().map(PooledLibrary::prefix).forEach(known::add);
        return known;
    }

    private void scan() {
        looking = true;
        try {
            List<PooledLibrary> appeared = new ArrayList<>();
            for (PooledLibrary library : source.scan()) {
                if (adopted.add(library)) {
                    appeared.add(library);
                }
            }
            if (!appeared.isEmpty()) {
                configure(ledger.adopt(appeared));
                advice.about(appeared, ledger.lines(), processLimits);
            }
            configureThreadLines(ledger.lines().all());
        } catch (RuntimeException | LinkageError e) {
            warnings.add(
                    Warning.Kind.NOT_EXAMINED,
                    null,
                    "The loaded libraries could not be listed; those known stay known: " + e);
        } finally {
            looking = false;
        }
    }

    private void configure(List<Line> lines) {
        Plan plan = everything.plan(processLimits, ledger.lines());
        for (Line line : lines) {
            if (line instanceof ProcessLine processLine) {
                try {
                    processLine.configure(amountFor(line, plan));
                } catch (RuntimeException | Error e) {
                    ledger.wentWrong(line, e);
                }
            }
        }
    }

    /** The process has no other to share with. */
    private static int amountFor(Line line, Plan plan) {
        int request = plan.requestFor(line);
        return request == Line.SHARE ? line.part(1) : request;
    }

    /** All of them every time, since one may be asleep until long after it was loaded. */
    private void configureThreadLines(List<Line> lines) {
        Plan plan = everything.plan(processLimits, ledger.lines());
        for (Line line : lines) {
            if (line instanceof ThreadLine threadLine) {
                try {
                    threadLine.configure(amountFor(line, plan));
                } catch (RuntimeException | Error e) {
                    ledger.wentWrong(line, e);
                }
            }
        }
    }

    /** Why native code cannot be reached; empty if it can. */
    public Optional<NativeAccessException> problem() {
        return NativeProcess.current().problem();
    }

    public FlexiBlas flexiBlas(Backends backends) {
        return new SwitchableBackends(this, backends);
    }

    /** Switches a backend. What open scopes have set stays with the libraries that they set it for. */
    public void switchBackend(Backends backends, String nameOrPath) {
        scanning.lock();
        try {
            int index = backends.load(nameOrPath);
            scan();
            backends.leave();
            ledger.adopt(List.of());
            try {
                backends.enter(index);
            } finally {
                configure(ledger.adopt(List.of()));
            }
        } finally {
            scanning.unlock();
            warnings.log();
        }
    }

    /** Adds a family and looks again at everything that is loaded. */
    public void register(LibraryFamily family) {
        scanning.lock();
        try {
            source.register(family);
            scan();
        } finally {
            scanning.unlock();
        }
        warnings.log();
    }
}
