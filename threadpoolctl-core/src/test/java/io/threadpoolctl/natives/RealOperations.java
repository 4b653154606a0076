package io.threadpoolctl.natives;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * What one thread, the owner, does with a real library whose value belongs to the process and with one whose value belongs
 * to each thread, and what it leaves behind when it is broken off.
 */
final class RealOperations {

    private static final int STACK = 256 * 1024;
    private static final int WARM = 200;

    private final Threadpools pools = Threadpools.ofProcess();
    private final IntSupplier ofProcess;
    private final IntSupplier ofThread;
    private final int processBaseline;
    private final int threadBaseline;
    private final ExecutorService owner =
            Executors.newSingleThreadExecutor(task -> new Thread(null, task, "owner", STACK));
    private final AtomicInteger tooWide = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();

    RealOperations(IntSupplier ofProcess, IntSupplier ofThread) {
        this.ofProcess = ofProcess;
        this.ofThread = ofThread;
        processBaseline = ofProcess.getAsInt();
        threadBaseline = ofThread.getAsInt();
        int limited = pools.call(Limits.all(1), ofProcess::getAsInt);
        if (limited != 1 || processBaseline == 1) {
            wrong.add("the library is not limited: " + limited + " of " + processBaseline);
        }
    }

    /** The operations by name, each of which was done often: the first use is another matter, with tests of its own. */
    Map<String, Runnable> warm() throws Exception {
        Map<String, Runnable> operations = operations();
        for (Runnable each : operations.values()) {
            for (int i = 0; i < WARM; i++) {
                owner.submit(each).get();
            }
        }
        return operations;
    }

    private Map<String, Runnable> operations() {
        Map<String, Runnable> operations = new LinkedHashMap<>();
        operations.put("call", () -> pools.run(Limits.all(1), () -> inside(1)));
        operations.put("limit and close", () -> {
            try (LimitScope scope = pools.limit(Limits.all(1))) {
                inside(1);
                scope.original();
            }
        });
        operations.put(
                "call, nested",
                () -> pools.run(Limits.all(2), () -> {
                    pools.run(Limits.all(1), () -> inside(1));
                    inside(2);
                }));
        operations.put("share", () -> pools.run(Limits.share(), () -> {}));
        operations.put("snapshot", pools::snapshot);
        operations.put("info", pools::info);
        operations.put("look for libraries", pools::refresh);
        operations.put("cap", () -> pools.cap(Limits.all(1)).close());
        operations.put(
                "limit of the process", () -> pools.limitProcess(Limits.all(1)).close());
        operations.put("limit of the thread", pools::limitThread);
        return operations;
    }

    private void inside(int most) {
        if (ofProcess.getAsInt() > most || ofThread.getAsInt() > most) {
            tooWide.incrementAndGet();
        }
    }

    /** Done by the owner. */
    <T> T byOwner(Callable<T> task) throws Exception {
        return owner.submit(task).get();
    }

    /** Somebody looks, as the watcher does, and the owner enters once; then nothing of it may be left. */
    void look(String what) throws Exception {
        pools.snapshot();
        int process = ofProcess.getAsInt();
        owner.submit(() -> pools.run(Limits.all(1), () -> inside(1))).get();
        int thread = owner.submit(ofThread::getAsInt).get();
        var snapshot = pools.snapshot();
        boolean isClean = process == processBaseline
                && thread == threadBaseline
                && ofProcess.getAsInt() == processBaseline
                && snapshot.openScopes() == 0
                && snapshot.caps().isEmpty()
                && pools.processLimits().isEmpty()
                && tooWide.get() == 0;
        if (!isClean) {
            wrong.add(what + " leaves " + process + ", then " + ofProcess.getAsInt() + " in the process, " + thread
                    + " in the thread, " + snapshot.openScopes() + " open, caps " + snapshot.caps() + ", limits "
                    + pools.processLimits() + ", too wide " + tooWide.getAndSet(0));
        }
    }

    /** Ends the owner, and tells what was left behind. */
    List<String> end() {
        owner.shutdown();
        return wrong;
    }
}
