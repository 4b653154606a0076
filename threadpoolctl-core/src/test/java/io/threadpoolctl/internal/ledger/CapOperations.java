package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.FakeFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;

/**
 * What can be done with a ledger over a value of the process and one of each thread, while caps come and go and a thread that
 * has ended is forgotten, for Lincheck to do in every order.
 */
@Param(name = "limit", gen = IntGen.class, conf = "1:3")
public class CapOperations {

    private static final int BASELINE = 8;
    private static final int OF_THE_DEAD = 4;
    private static final Thread ENDED = ended();

    private final Warnings warnings = new Warnings();
    private final Ledger ledger = new Ledger(new FakeSource(), warnings);
    private final Selection selection = ledger.select(library -> true);
    private final FakeProcessControl ofProcess = new FakeProcessControl(BASELINE);
    private final FakeThreadControl ofThread = new FakeThreadControl(BASELINE);
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final List<Cap> caps = new ArrayList<>(); // guarded by itself
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile boolean deadIsForgotten;

    public CapOperations() {
        ledger.adopt(List.of(
                FakeFamily.library("blas", UserApi.BLAS, ofProcess),
                FakeFamily.library("openmp", UserApi.OPENMP, ofThread)));
        warnings.add(Warning.Kind.CLOSED_ELSEWHERE, null, "not said");
        Owner dead = new Owner(ledger, ENDED);
        ledger.owners().add(dead);
        dead.handOut(resolved(Limits.blas(OF_THE_DEAD)), null);
    }

    private static Thread ended() {
        Thread thread = new Thread(); // no lambda of this class, which is being initialised
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return thread;
    }

    private ResolvedLimits resolved(Limits limits) {
        ResolvedLimits resolved = selection.resolve(limits, ledger.values());
        resolved.placesWanted = 0;
        return resolved;
    }

    @Operation
    public void open(@Param(name = "limit") int limit) {
        Person me = me();
        int before = done.get();
        me.open.add(new Asked(me.owner.handOut(resolved(Limits.all(limit)), null), limit));
        lookAtOwnThread(me, before);
    }

    @Operation
    public void closeNewest() {
        close(true);
    }

    @Operation
    public void closeOldest() {
        close(false);
    }

    private void close(boolean newest) {
        Person me = me();
        if (!me.open.isEmpty()) {
            int before = done.get();
            me.open.remove(newest ? me.open.size() - 1 : 0).scope.close();
            lookAtOwnThread(me, before);
        }
    }

    /** A thread's own value is as asked, and as capped where no cap comes or goes meanwhile. */
    private void lookAtOwnThread(Person me, int doneBefore) {
        int smallestCap;
        synchronized (caps) {
            smallestCap = caps.stream().mapToInt(Cap::limit).min().orElse(Integer.MAX_VALUE);
        }
        int is = ofThread.raw();
        boolean isQuiet = begun.get() == doneBefore;
        int asked = me.open.isEmpty() ? 0 : me.open.get(me.open.size() - 1).limit;
        boolean isRight = isQuiet ? is == Math.min(asked, smallestCap) : is <= asked && (is == 0) == (asked == 0);
        if (!isRight || (asked != 0 && ofProcess.threads() > asked)) {
            wrong.incrementAndGet();
        }
    }

    @Operation
    public void cap(@Param(name = "limit") int limit) {
        begun.incrementAndGet();
        LimitScope cap = ledger.cap(selection, Limits.all(limit), "a test");
        synchronized (caps) {
            caps.add(new Cap(cap, limit));
        }
        done.incrementAndGet();
        if (ofProcess.threads() > BASELINE) {
            wrong.incrementAndGet();
        }
    }

    @Operation
    public void liftTheNewestCap() {
        begun.incrementAndGet();
        Cap cap = null;
        synchronized (caps) {
            if (!caps.isEmpty()) {
                cap = caps.remove(caps.size() - 1);
            }
        }
        if (cap != null) {
            cap.scope.close();
        }
        done.incrementAndGet();
    }

    @Operation(runOnce = true)
    public void forgetWhoHasEnded() {
        ledger.owners().forgetDead();
        deadIsForgotten = true;
    }

    private Person me() {
        for (Person person : people) {
            if (person.thread == Thread.currentThread()) {
                return person;
            }
        }
        Person added = new Person(ledger);
        people.add(added);
        return added;
    }

    /** The one assertion: what the process has now, while the caps are lifted, and when all are closed. */
    @Validate
    public void theProcessHasTheSmallestOfRequestsAndCaps() {
        check();
        while (!caps.isEmpty()) {
            liftTheNewestCap();
            check();
        }
        for (Person person : people) {
            while (!person.open.isEmpty()) {
                person.open.remove(person.open.size() - 1).scope.close();
                check();
            }
        }
        forgetWhoHasEnded();
        check();
    }

    private void check() {
        List<Integer> is = List.of(ofProcess.threads(), wrong.get());
        List<Integer> should = List.of(expected(), 0);
        if (!is.equals(should)) {
            throw new IllegalStateException("process, wrong: should be " + should + ", but is " + is);
        }
    }

    private int expected() {
        int smallest = deadIsForgotten ? BASELINE : OF_THE_DEAD;
        for (Person person : people) {
            if (!person.open.isEmpty()) {
                smallest = Math.min(smallest, person.open.get(person.open.size() - 1).limit);
            }
        }
        for (Cap cap : caps) {
            smallest = Math.min(smallest, cap.limit);
        }
        return smallest;
    }

    /** An owner, and the scopes that it has open, which it closes itself. */
    private static final class Person {

        private final Thread thread = Thread.currentThread();
        private final Owner owner;
        private final List<Asked> open = new ArrayList<>();

        Person(Ledger ledger) {
            owner = new Owner(ledger, thread);
            ledger.owners().add(owner);
        }
    }

    private record Asked(ScopeHandle scope, int limit) {}

    private record Cap(LimitScope scope, int limit) {}
}
