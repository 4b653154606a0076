package io.threadpoolctl.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Who is at it in the soak with company: workers of both copies, code that sets the number, and one that loads libraries. */
final class SoakCompany {

    private static final int WIDEST = 3;
    private static final int WIDER_THAN_ALL = 6;

    private final NativeCode blas;
    private final IntSupplier threads;
    private final long end;

    /** Odd from before a foreign set until it was put right. */
    private final AtomicInteger foreignPhase = new AtomicInteger();

    private final AtomicLong foreignSets = new AtomicLong();
    private final LongAdder scopes = new LongAdder();
    private final LongAdder judged = new LongAdder();
    private final AtomicLong loads = new AtomicLong();

    SoakCompany(NativeCode blas, IntSupplier threads, long nanos) {
        this.blas = blas;
        this.threads = threads;
        this.end = System.nanoTime() + nanos;
    }

    /** How a copy of the core limits BLAS on the calling thread. */
    @FunctionalInterface
    interface Limiter {
        Runnable limit(int threads);
    }

    /** Opens overlapping scopes, some of them nested; counts what was wider than asked although nothing was foreign. */
    long work(int worker, Limiter limiter) {
        Random random = new Random(worker);
        long tooWide = 0;
        while (isGoingOn()) {
            int asked = 1 + random.nextInt(WIDEST);
            Runnable closing = limiter.limit(asked);
            tooWide += isTooWide(asked) ? 1 : 0;
            if (random.nextInt(4) == 0) {
                int inner = 1 + random.nextInt(WIDEST);
                Runnable closingInner = limiter.limit(inner);
                tooWide += isTooWide(inner) ? 1 : 0;
                closingInner.run();
                tooWide += isTooWide(asked) ? 1 : 0;
            }
            closing.run();
            scopes.increment();
        }
        return tooWide;
    }

    private boolean isTooWide(int asked) {
        int before = foreignPhase.get();
        int now = threads.getAsInt();
        if (before % 2 != 0 || foreignPhase.get() != before) {
            return false;
        }
        judged.increment();
        return now > asked;
    }

    /**
     * Sets the library to more than anybody asks for, inside a scope, and has it put right by a snapshot, or waits until the
     * entries of others or the watcher have.
     *
     * @return how often a snapshot has not
     */
    long setBehindOurBack(Limiter limiter, Runnable snapshot) {
        long notPutRight = 0;
        Runnable closing = limiter.limit(WIDEST);
        while (isGoingOn()) {
            foreignPhase.incrementAndGet();
            blas.function("openblas_set_num_threads").invokeVoid(new Object[] {WIDER_THAN_ALL});
            if (foreignSets.incrementAndGet() % 2 == 0) {
                snapshot.run();
                notPutRight += threads.getAsInt() > WIDEST ? 1 : 0;
            } else {
                while (threads.getAsInt() > WIDEST) { // forever where nobody puts it right
                    Thread.onSpinWait();
                }
            }
            foreignPhase.incrementAndGet();
            long heldFrom = judged.sum();
            while (isGoingOn() && judged.sum() - heldFrom < 100) {
                Thread.onSpinWait();
            }
        }
        closing.run();
        return notPutRight;
    }

    /**
     * Loads copies of a stub with what it may depend on, calls each under a limit, and unloads it.
     *
     * @return how often the call was not limited
     */
    long load(String stub, String dependency, Limiter limiter) throws IOException {
        long notLimited = 0;
        while (isGoingOn()) {
            long number = loads.incrementAndGet();
            Path first =
                    Files.copy(Path.of(dependency), Path.of(dependency).resolveSibling("company" + number + ".so"));
            Path second =
                    Files.copy(Path.of(stub), Path.of(stub).resolveSibling("libopenblas_company" + number + ".so"));
            NativeCode one = NativeCode.load(first.toString());
            NativeCode other = NativeCode.load(second.toString());
            IntSupplier ofStub = other.intGetter("openblas_get_num_threads");
            Runnable closing = limiter.limit(1);
            notLimited += ofStub.getAsInt() == 1 ? 0 : 1;
            closing.run();
            other.unload();
            one.unload();
            Files.delete(first);
            Files.delete(second);
        }
        return notLimited;
    }

    private boolean isGoingOn() {
        return System.nanoTime() - end < 0;
    }

    /** Whether each has been at it. */
    boolean wasInCompany() {
        return scopes.sum() > 0 && judged.sum() > 0 && foreignSets.get() > 1 && loads.get() > 0;
    }

    @Override
    public String toString() {
        return scopes + " scopes, " + judged + " looks between foreign sets, " + foreignSets + " foreign sets, " + loads
                + " loads";
    }
}
