package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.FakeFamily;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with a ledger over two fake libraries, one there from the beginning and one that comes late, for
 * Lincheck to do in every order. Each of its threads is an owner; all may close each other's scopes.
 */
@Param(name = "limit", gen = IntGen.class, conf = "1:3")
public class LedgerOperations {

    private static final int BASELINE = 8;
    private static final int SHARED = 0;

    private final Warnings warnings = new Warnings();
    private final Ledger ledger = new Ledger(new FakeSource(), warnings);
    private final Selection selection = ledger.select(library -> true);
    private final FakeProcessControl early = new FakeProcessControl(BASELINE);
    private final FakeProcessControl late = new FakeProcessControl(BASELINE);
    private final AtomicInteger timesTooWide = new AtomicInteger();
    private final List<Person> people = new CopyOnWriteArrayList<>();
    private final List<Person> holds = new ArrayList<>(); // guarded by itself
    private volatile boolean lateIsKnown;

    public LedgerOperations() {
        ledger.adopt(List.of(library("early", early)));
        // Everybody closes for others here, which needs no saying.
        warnings.add(Warning.Kind.CLOSED_ELSEWHERE, null, "not said");
    }

    private static PooledLibrary library(String name, FakeProcessControl control) {
        return FakeFamily.library(name, UserApi.BLAS, control);
    }

    @Operation
    public void open(@Param(name = "limit") int limit) {
        open(me(), limit, Limits.all(limit));
    }

    @Operation
    public void openShare() {
        open(me(), SHARED, Limits.share());
    }

    @Operation
    public void hold(@Param(name = "limit") int limit) {
        Person held = new Person(new Owner(ledger));
        open(held, limit, Limits.all(limit));
        synchronized (holds) {
            holds.add(held);
        }
    }

    @Operation
    public void endTheNewestHold() {
        Person held;
        synchronized (holds) {
            if (holds.isEmpty()) {
                return;
            }
            held = holds.remove(holds.size() - 1);
        }
        close(held, true);
    }

    @Operation
    public void closeNewest() {
        close(me(), true);
    }

    @Operation
    public void closeOldest() {
        close(me(), false);
    }

    @Operation
    public void closeNewestOfAnother() {
        Person me = me();
        for (int i = people.size() - 1; i >= 0; i--) {
            Asked newest = people.get(i) == me ? null : people.get(i).newest();
            if (newest != null) {
                newest.isClosed.set(true); // its owner does not know, and may close it, too
                newest.scope.close();
                return;
            }
        }
    }

    /** The owner of Lincheck's thread that runs this. */
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

    @Operation(runOnce = true)
    public void loadTheLateLibrary() {
        ledger.adopt(List.of(library("late", late)));
        lateIsKnown = true;
    }

    private void open(Person person, int threads, Limits limits) {
        boolean lateToo = lateIsKnown;
        ResolvedLimits resolved = selection.resolve(limits, ledger.values());
        resolved.placesWanted = 0;
        Asked asked = new Asked(person.owner.handOut(resolved, null), threads, new AtomicBoolean());
        synchronized (person) {
            person.open.add(asked);
        }
        int seen = lateToo ? Math.max(early.threads(), late.threads()) : early.threads();
        if (seen > asked.most() && asked.isOpen()) {
            timesTooWide.incrementAndGet();
        }
    }

    private void close(Person person, boolean newest) {
        Asked asked;
        synchronized (person) {
            if (person.open.isEmpty()) {
                return;
            }
            asked = person.open.remove(newest ? person.open.size() - 1 : 0);
        }
        asked.scope.close();
    }

    /** The one assertion: what both libraries have, now and while the rest is closed, and that nobody saw too much. */
    @Validate
    public void everyValueIsTheSmallestOfTheNewestRequestsUntilAllAreClosed() {
        check();
        while (!holds.isEmpty()) {
            endTheNewestHold();
            check();
        }
        for (Person person : people) {
            while (!person.open.isEmpty()) {
                close(person, true);
                check();
            }
        }
    }

    private void check() {
        List<Integer> is = List.of(early.threads(), late.threads(), timesTooWide.get());
        List<Integer> should = List.of(expected(), lateIsKnown ? expected() : BASELINE, 0);
        if (!is.equals(should)) {
            throw new IllegalStateException("early, late, too wide: should be " + should + ", but is " + is);
        }
    }

    private int expected() {
        int smallest = Integer.MAX_VALUE;
        int shares = 0;
        List<Person> all = new ArrayList<>(people);
        all.addAll(holds);
        for (Person person : all) {
            Asked newest = person.newest();
            if (newest != null) {
                int asked = newest.threads;
                shares += asked == SHARED ? 1 : 0;
                smallest = asked == SHARED ? smallest : Math.min(smallest, asked);
            }
        }
        if (shares > 0) {
            smallest = Math.min(smallest, Math.max(1, Runtime.getRuntime().availableProcessors() / shares));
        }
        return smallest == Integer.MAX_VALUE ? BASELINE : smallest;
    }

    /** An owner, and the scopes that it has open. */
    private static final class Person {

        private final Thread thread = Thread.currentThread();
        private final Owner owner;
        private final List<Asked> open = new ArrayList<>(); // guarded by this person

        Person(Ledger ledger) {
            owner = new Owner(ledger, thread);
            ledger.owners().add(owner);
        }

        /** No person, but something held. */
        Person(Owner owner) {
            this.owner = owner;
        }

        /** The newest that nobody has closed. */
        synchronized @Nullable Asked newest() {
            for (int i = open.size() - 1; i >= 0; i--) {
                if (!open.get(i).isClosed.get()) {
                    return open.get(i);
                }
            }
            return null;
        }
    }

    private record Asked(ScopeHandle scope, int threads, AtomicBoolean isClosed) {

        int most() {
            return threads == SHARED ? Runtime.getRuntime().availableProcessors() : threads;
        }

        boolean isOpen() {
            Scope open = Objects.requireNonNull(scope.scope);
            synchronized (open.owner) {
                return !open.closed;
            }
        }
    }
}
