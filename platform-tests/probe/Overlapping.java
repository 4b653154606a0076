import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Scopes of 16 threads on all libraries at once that overlap and are closed in opening order. */
final class Overlapping {

    private static final int THREADS = 16;
    private static final int MOST = 3;
    private static final int ROUNDS = Integer.getInteger("probe.rounds", 500);

    private final List<Library> libraries;

    Overlapping(List<Library> libraries) {
        this.libraries = libraries;
    }

    void check() throws Exception {
        Map<String, Map<String, Long>> found = Library.rawValues(libraries);
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<?>> ends = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(thread);
            ends.add(executor.submit(() -> {
                Map<String, Map<String, Long>> own = Library.rawValues(libraries);
                start.await();
                for (int round = 0; round < ROUNDS; round++) {
                    overlap(1 + random.nextInt(MOST), 1 + random.nextInt(MOST));
                }
                start.await();
                Check.same(Library.rawValues(libraries), own, "what a thread has after its overlapping scopes");
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        executor.shutdown();
        Check.same(Library.rawValues(libraries), found, "what the first thread has after overlapping scopes");
        requireBaseline();
        System.out.println("overlapping   " + THREADS + " threads, " + ROUNDS + " rounds each, ended at the baseline");
    }

    private void overlap(int first, int second) {
        Threadpools pools = Threadpools.ofProcess();
        LimitScope opened = pools.limit(Limits.all(first));
        requireAtMost(first);
        LimitScope openedThen = pools.limit(Limits.all(second));
        opened.close();
        requireAtMost(second);
        openedThen.close();
    }

    private void requireAtMost(int limit) {
        for (Library library : libraries) {
            long threads = library.threads();
            Check.that(threads <= limit, library.name() + " has " + threads + " threads at limit " + limit);
        }
    }

    private static void requireBaseline() {
        ThreadpoolsSnapshot snapshot = Threadpools.ofProcess().snapshot();
        Check.same(snapshot.openScopes(), 0, "open scopes");
        for (PoolState state : snapshot.pools()) {
            Check.that(state.honoured(), state + " has not followed");
            Check.same(
                    state.library().numThreads(),
                    state.baseline(),
                    "baseline of " + state.library().filepath());
        }
    }
}
