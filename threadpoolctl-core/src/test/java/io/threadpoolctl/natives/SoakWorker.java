package io.threadpoolctl.natives;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.natives.SoakedLibrary.SoakedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** One thread of the soak: opens and closes scopes in every way there is, and looks at what holds after each step. */
final class SoakWorker {

    static final int WIDEST = 4;
    private static final int DEEPEST = 5;
    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final Threadpools pools = Threadpools.ofProcess();
    private final List<SoakedLibrary> libraries;
    private final List<SoakedCall> calls;
    private final Random random;
    private final Executor closers;
    private final List<Open> open = new ArrayList<>();

    private final List<Integer> atFirst;

    private int smallest = 1;
    private long steps;
    private long tooWide;
    private long wrongResults;
    private long interruptsLost;
    private long notBack;

    SoakWorker(List<SoakedLibrary> libraries, Random random, Executor closers) {
        this.libraries = libraries;
        this.calls = libraries.stream().map(library -> library.calls().get()).toList();
        this.random = random;
        this.closers = closers;
        this.atFirst = valuesOfThread();
    }

    /** Makes some steps, in which it asks for at least so many threads, and closes what is open then. */
    void round(int smallest, int steps) {
        this.smallest = smallest;
        for (int i = 0; i < steps; i++) {
            boolean interrupted = random.nextInt(4) == 0;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            step();
            look();
            if (Thread.interrupted() != interrupted) {
                interruptsLost++;
            }
        }
        this.steps += steps;
        while (!open.isEmpty()) {
            open.remove(random.nextInt(open.size())).closing.run();
        }
        notBack += valuesOfThread().equals(atFirst) ? 0 : 1;
    }

    Findings findings() {
        return new Findings(steps, tooWide, wrongResults, interruptsLost, notBack);
    }

    private void step() {
        if (open.size() < DEEPEST && random.nextInt(3) == 0) {
            Request request = request();
            open.add(new Open(pools.limit(request.limits)::close, request));
            return;
        }
        switch (random.nextInt(open.isEmpty() ? 3 : 6)) {
            case 0 -> callThatReturns();
            case 1 -> callThatThrows();
            case 2 -> cap();
            case 3 -> open.remove(open.size() - 1).closing.run();
            case 4 -> open.remove(random.nextInt(open.size())).closing.run();
            default -> closeElsewhere();
        }
    }

    private void callThatReturns() {
        Request request = request();
        pools.run(request.limits, () -> inside(request));
    }

    private void callThatThrows() {
        Request request = request();
        IllegalStateException onPurpose = new IllegalStateException("on purpose");
        try {
            pools.run(request.limits, () -> {
                inside(request);
                throw onPurpose;
            });
        } catch (IllegalStateException e) {
            wrongResults += e == onPurpose ? 0 : 1;
        }
    }

    private void inside(Request request) {
        open.add(new Open(() -> {}, request));
        look();
        open.remove(open.size() - 1);
    }

    /** What an operator does: everybody gets less for a while. */
    private void cap() {
        try (LimitScope cap = pools.cap(Limits.all(threads()))) {
            look();
            wrongResults += cap.original().isEmpty() ? 1 : 0;
        }
    }

    /** What belongs to this thread is put right when it next opens a scope. */
    private void closeElsewhere() {
        Runnable closing = open.remove(random.nextInt(open.size())).closing;
        CompletableFuture.runAsync(closing, closers).join();
        pools.run(Limits.none(), () -> {});
    }

    private void look() {
        for (int i = 0; i < calls.size(); i++) {
            SoakedLibrary library = libraries.get(i);
            int limit = limit(library.isOpenMp());
            tooWide += library.threads().getAsInt() > limit ? 1 : 0;
            if (random.nextInt(8) == 0) {
                wrongResults += calls.get(i).isRightUnder(limit) ? 0 : 1;
                tooWide += library.threads().getAsInt() > limit ? 1 : 0;
            }
        }
    }

    /** What the newest open scope that says anything asks for. */
    private int limit(boolean openMp) {
        for (int i = open.size() - 1; i >= 0; i--) {
            Request request = open.get(i).request;
            int asked = openMp ? request.openMp : request.blas;
            if (asked != UNLIMITED) {
                return asked;
            }
        }
        return UNLIMITED;
    }

    private List<Integer> valuesOfThread() {
        return libraries.stream()
                .filter(SoakedLibrary::isOfThread)
                .map(library -> library.threads().getAsInt())
                .toList();
    }

    private Request request() {
        int threads = threads();
        return switch (random.nextInt(7)) {
            case 0, 1 -> new Request(Limits.all(threads), threads, threads);
            case 2 -> new Request(Limits.blas(threads), threads, UNLIMITED);
            case 3 -> new Request(Limits.openmp(threads), UNLIMITED, threads);
            case 4 -> new Request(Limits.share(), PROCESSORS, PROCESSORS);
            case 5 -> new Request(Limits.share("blas").and(Limits.openmp(threads)), PROCESSORS, threads);
            default -> new Request(Limits.none(), UNLIMITED, UNLIMITED);
        };
    }

    private int threads() {
        return smallest + random.nextInt(WIDEST - smallest + 1);
    }

    private record Request(Limits limits, int blas, int openMp) {}

    private record Open(Runnable closing, Request request) {}

    /**
     * What a worker did and found.
     *
     * @param steps how many steps it made
     * @param tooWide how often a library would have used more threads than this worker asked for
     * @param wrongResults how often a product was wrong, a region too wide, or a scope or an exception not as it should be
     * @param interruptsLost how often its interrupt was swallowed, or came from nowhere
     * @param notBack how often something was not as before when scopes were closed
     */
    record Findings(long steps, long tooWide, long wrongResults, long interruptsLost, long notBack) {

        static final Findings NONE = new Findings(0, 0, 0, 0, 0);

        Findings plus(Findings other) {
            return new Findings(
                    steps + other.steps,
                    tooWide + other.tooWide,
                    wrongResults + other.wrongResults,
                    interruptsLost + other.interruptsLost,
                    notBack + other.notBack);
        }

        Findings faults() {
            return new Findings(0, tooWide, wrongResults, interruptsLost, notBack);
        }
    }
}
