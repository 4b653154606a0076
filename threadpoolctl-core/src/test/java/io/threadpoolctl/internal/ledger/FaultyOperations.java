package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;

/** All operations that are made to fail. */
final class FaultyOperations {

    private FaultyOperations() {}

    /** What an operation does with what it is given. */
    @FunctionalInterface
    interface Step {

        /** Does it. */
        void run(FaultyOperation operation) throws Exception;
    }

    static Map<String, Function<ExecutorService, FaultyOperation>> all() {
        Map<String, Function<ExecutorService, FaultyOperation>> all = new LinkedHashMap<>();
        add(all, "call", each -> {}, FaultyOperations::call);
        add(all, "call, nested", each -> {}, FaultyOperations::nested);
        add(all, "call, beside a wider one", each -> each.holdElsewhere(Limits.all(4)), FaultyOperations::call);
        add(all, "call, beside a narrower one", each -> each.holdElsewhere(Limits.all(1)), FaultyOperations::call);
        add(all, "call, beside an equal one", each -> each.holdElsewhere(Limits.all(2)), FaultyOperations::call);
        add(
                all,
                "call, inside an older one",
                each -> each.hold(each.pools.limit(Limits.all(4))),
                FaultyOperations::call);
        add(all, "call that joins by the shortcut", FaultyOperations::joinable, FaultyOperations::join);
        add(all, "close elsewhere what joined so", FaultyOperations::joinable, FaultyOperations::closeWhatJoined);
        add(
                all,
                "hold",
                each -> {},
                each -> each.pools.hold(Limits.all(2), "a test").close());
        add(all, "call for a share", each -> each.holdElsewhere(Limits.share()), FaultyOperations::share);
        add(
                all,
                "limit and close",
                each -> {},
                each -> each.pools.limit(Limits.all(2)).close());
        add(all, "close elsewhere", each -> {}, FaultyOperations::closeElsewhere);
        add(all, "the first call", each -> {}, FaultyOperations::firstCall);
        add(all, "scan and adopt under scopes", FaultyOperations::openScopes, FaultyOperations::adopt);
        add(all, "scan and adopt under caps", FaultyOperations::standing, FaultyOperations::adopt);
        add(all, "info", FaultyOperations::openScopes, each -> each.pools.info());
        add(all, "snapshot", FaultyOperations::openScopes, each -> each.pools.snapshot());
        add(all, "cap", each -> {}, each -> each.pools.cap(Limits.all(2)).close());
        add(
                all,
                "cap, under scopes",
                FaultyOperations::openScopes,
                each -> each.pools.cap(Limits.all(1)).close());
        add(
                all,
                "limit of the process",
                each -> {},
                each -> each.pools.limitProcess(Limits.all(2)).close());
        add(all, "limit of the thread", FaultyOperations::standing, each -> each.pools.limitThread());
        add(all, "dead threads", FaultyOperation::leaveDeadOwner, each -> each.ledger.tidy());
        add(all, "forgotten scopes", FaultyOperations::forget, each -> each.ledger.tidy());
        add(all, "give back and take again", FaultyOperations::leased, FaultyOperations::giveBack);
        add(all, "give back what is gone", FaultyOperations::leased, FaultyOperations::lose);
        add(all, "looks of the watcher", FaultyOperations::touched, each -> each.ledger.checkValues());
        return all;
    }

    private static void add(
            Map<String, Function<ExecutorService, FaultyOperation>> all, String name, Step before, Step step) {
        all.put(name, other -> new FaultyOperation(other) {
            @Override
            void prepare() throws Exception {
                if (!name.startsWith("the first")) {
                    super.prepare();
                }
                before.run(this);
            }

            @Override
            void run() throws Exception {
                step.run(this);
            }
        });
    }

    private static void call(FaultyOperation each) {
        each.pools.run(Limits.all(2), () -> each.inside(2));
    }

    private static void nested(FaultyOperation each) {
        each.pools.run(Limits.all(3), () -> {
            each.inside(3);
            each.pools.run(Limits.all(1), () -> each.pools.run(Limits.all(1), () -> each.inside(1)));
            each.inside(3);
        });
    }

    private static void share(FaultyOperation each) {
        each.pools.run(Limits.share(), () -> each.inside(FaultyOperation.BASELINE));
    }

    private static void closeElsewhere(FaultyOperation each) throws Exception {
        LimitScope scope = Objects.requireNonNull(each.elsewhere(() -> each.pools.limit(Limits.all(2))));
        scope.close();
    }

    /** Both threads have held the value of the process together, and a third still does. */
    private static void joinable(FaultyOperation each) throws Exception {
        each.hold(each.pools.hold(Limits.blas(2), "a test"));
        join(each);
        each.elsewhere(() -> {
            join(each);
            return true;
        });
    }

    private static void join(FaultyOperation each) {
        each.pools.run(Limits.blas(2), () -> each.insideOfProcess(2));
    }

    private static void closeWhatJoined(FaultyOperation each) throws Exception {
        LimitScope scope = Objects.requireNonNull(each.elsewhere(() -> each.pools.limit(Limits.blas(2))));
        each.hold(scope); // whatever became of the first attempt
        scope.close();
    }

    private static void firstCall(FaultyOperation each) {
        each.source.load("fakeblas", UserApi.BLAS, each.blas);
        each.source.load("fakeomp", UserApi.OPENMP, each.openmp);
        call(each);
    }

    private static void openScopes(FaultyOperation each) throws Exception {
        each.holdElsewhere(Limits.all(4));
        each.hold(each.pools.limit(Limits.all(2)));
    }

    private static void standing(FaultyOperation each) {
        each.hold(each.pools.limitProcess(Limits.all(5)));
        each.hold(each.pools.cap(Limits.all(2)));
        each.hold(each.pools::limitThread); // once the two are closed: takes back what it has set
    }

    private static void adopt(FaultyOperation each) {
        each.source.load("fakelate", UserApi.BLAS, each.late);
        each.pools.run(Limits.all(2), () -> each.inside(2));
    }

    private static void leased(FaultyOperation each) {
        each.source.load(each.leased.load());
        call(each);
    }

    private static void giveBack(FaultyOperation each) {
        each.ledger.tidy();
        call(each);
        each.ledger.tidy();
    }

    private static void lose(FaultyOperation each) {
        each.ledger.tidy();
        if (!each.leased.isHeld()) {
            each.leased.unload();
        }
        call(each);
        each.source.unload(each.leased.library);
        each.pools.refresh();
    }

    private static void forget(FaultyOperation each) {
        LimitScope handle = each.pools.limit(Limits.all(2));
        Scope scope = Objects.requireNonNull(((ScopeHandle) handle).scope);
        scope.enqueue();
        each.hold(handle::original); // and not collected before
    }

    private static void touched(FaultyOperation each) throws Exception {
        openScopes(each);
        each.blas.value.set(7);
    }
}
