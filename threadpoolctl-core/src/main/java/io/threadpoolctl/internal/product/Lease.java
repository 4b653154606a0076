package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.spi.LoadedLibrary;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a library loaded while somebody uses it. While nobody does, it may be given back; who comes next takes it again, and
 * is told if it is gone by then. Nobody who has entered ever meets a library that is not there.
 *
 * <p>If a step is broken off, the library is kept.
 */
final class Lease {

    private static final int GIVEN_BACK = -1;
    private static final int GONE = -2;

    private final Runnable release;
    private final BooleanSupplier reacquire;

    /** How many use it; below zero while it is not held. It leaves that state under this object's monitor only. */
    private final AtomicInteger users = new AtomicInteger();

    /**
     * For a library that is held.
     *
     * @param release lets it go
     * @param reacquire takes it again, and says whether it is still the same
     */
    Lease(Runnable release, BooleanSupplier reacquire) {
        this.release = release;
        this.reacquire = reacquire;
    }

    /** For a library that is held by this process; {@code null} where it has to stay so for good. */
    static @Nullable Lease of(LoadedLibrary library) {
        NativeProcess process = NativeProcess.current();
        return process.canGiveBack()
                ? new Lease(() -> process.release(library), () -> process.reacquire(library))
                : null;
    }

    /**
     * To be called before anything in it is.
     *
     * @return whether it may be used until {@link #leave}; if not, it is gone for good
     */
    boolean enter() {
        while (true) {
            int now = users.get();
            if (now >= 0 && users.compareAndSet(now, now + 1)) {
                return true;
            }
            if (now < 0 && isGoneAfterAll()) {
                return false;
            }
        }
    }

    /** To be called once for each time that {@link #enter} said yes. */
    void leave() {
        users.decrementAndGet();
    }

    /**
     * Lets it go if nobody uses it. If nobody else wants it, its destructors run.
     *
     * @return whether it has been let go
     */
    synchronized boolean giveBack() {
        boolean given = users.compareAndSet(0, GIVEN_BACK);
        if (given) {
            release.run();
        }
        return given;
    }

    /** Whether it is not held now. */
    boolean isGivenBack() {
        return users.get() < 0;
    }

    /** Whether it was seen to be gone. */
    boolean isGone() {
        return users.get() == GONE;
    }

    /** Takes it again if it was given back; whether it is gone. */
    synchronized boolean isGoneAfterAll() {
        if (users.get() == GIVEN_BACK) {
            users.set(reacquire.getAsBoolean() ? 0 : GONE);
        }
        return isGone();
    }
}
