package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.TestThreadpools;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a ledger over two libraries, one with a value of the process and one with a value of each thread, and
 * what has to be so after it, whatever it threw. Lives in the copy of the core that {@link
 * io.threadpoolctl.faults.FaultLoader} has loaded.
 */
abstract class FaultyOperation {

    static final int BASELINE = 8;

    final FakeSource source = new FakeSource();
    final Warnings warnings = new Warnings();
    final Ledger ledger = new Ledger(source, warnings, ConcurrentHashMap::new, TimeUnit.SECONDS.toNanos(10), 0);
    final Threadpools pools = TestThreadpools.over(ledger);
    final FakeProcessControl blas = new FakeProcessControl(BASELINE);
    final FakeThreadControl openmp = new FakeThreadControl(BASELINE);
    final FakeProcessControl late = new FakeProcessControl(BASELINE);
    final FakeLeasedLibrary leased = new FakeLeasedLibrary("leased", BASELINE);
    final ExecutorService other;
    private final List<AutoCloseable> held = new ArrayList<>();
    private boolean tooWide;

    FaultyOperation(ExecutorService other) {
        this.other = other;
        warnings.add(Warning.Kind.CLOSED_ELSEWHERE, null, "not said");
    }

    /** Before any fault. */
    void prepare() throws Exception {
        source.load("fakeblas", UserApi.BLAS, blas);
        source.load("fakeomp", UserApi.OPENMP, openmp);
        pools.refresh();
    }

    /** What fails somewhere. */
    abstract void run() throws Exception;

    /** Takes back what was there before the fault. */
    void finish() throws Exception {
        for (AutoCloseable each : held) {
            each.close();
        }
    }

    /** To be closed in the end. */
    void hold(AutoCloseable closeable) {
        held.add(closeable);
    }

    /** To be run inside a scope. */
    void inside(int most) {
        insideOfProcess(most);
        tooWide |= openmp.threads() > most;
    }

    void insideOfProcess(int most) {
        tooWide |= blas.value.get() > most || (leased.isThere() && leased.value.get() > most);
    }

    @Nullable
    <T> T elsewhere(java.util.concurrent.Callable<T> action) throws Exception {
        return other.submit(action).get();
    }

    /** What is not as it should be after everything. */
    List<String> wrong() throws Exception {
        finish();
        List<String> wrong = new ArrayList<>();
        elsewhere(
                () -> { // the next look, by somebody else
                    ledger.checkValues();
                    ledger.tidy();
                    return true;
                });
        for (Owner owner : ledger.owners().all()) {
            if (owner.shortcut.isMarked() || owner.shortcut.isVisited() || !owner.isThread()) {
                wrong.add("an owner that is no thread, or is kept from its shortcut: " + owner.thread());
            }
        }
        if (Stream.of(blas, late, leased).anyMatch(each -> each.value.get() != BASELINE)) {
            wrong.add("after the next look the process has " + blas.value + ", " + late.value + ", " + leased.value);
        }
        pools.limit(Limits.all(3)).close(); // the owner's next entry
        if (openmp.raw() != 0) {
            wrong.add("after the next entry the thread has " + openmp.raw());
        }
        check("the owner", wrong);
        List<String> wrongElsewhere = new ArrayList<>();
        elsewhere(() -> {
            check("another", wrongElsewhere);
            return true;
        });
        wrong.addAll(wrongElsewhere);
        var snapshot = Objects.requireNonNull(elsewhere(pools::snapshot));
        if (snapshot.openScopes() != 0 || !snapshot.caps().isEmpty()) {
            wrong.add(snapshot.openScopes() + " open, caps " + snapshot.caps());
        }
        if (snapshot.pools().stream().anyMatch(pool -> pool.openScopes() != 0 || !pool.honoured())) {
            wrong.add("pools " + snapshot.pools());
        }
        if (leased.strayCalls.get() != 0 || leased.value.get() != BASELINE) {
            wrong.add(leased.strayCalls + " calls of a library that is not held, which has " + leased.value);
        }
        if (tooWide) {
            wrong.add("too wide inside");
        }
        return wrong;
    }

    private void check(String who, List<String> wrong) {
        pools.run(Limits.all(1), () -> {
            if (blas.value.get() != 1 || openmp.threads() != 1) {
                wrong.add(who + " asks for 1 and has " + blas.value + " and " + openmp.threads());
            }
        });
        if (blas.value.get() != BASELINE || openmp.raw() != 0) {
            wrong.add(who + " leaves " + blas.value + " and " + openmp.raw());
        }
    }

    /** A scope of another thread, until the end. */
    void holdElsewhere(Limits limits) throws Exception {
        LimitScope scope = Objects.requireNonNull(elsewhere(() -> pools.limit(limits)));
        hold(() -> elsewhere(() -> {
            scope.close();
            return true;
        }));
    }

    /** A thread that ends without having closed its scope. */
    void leaveDeadOwner() throws Exception {
        CompletableFuture<LimitScope> opened = new CompletableFuture<>();
        Thread thread = new Thread(() -> opened.complete(pools.limit(Limits.all(1))));
        thread.start();
        thread.join();
        hold(opened.join()::original);
    }
}
