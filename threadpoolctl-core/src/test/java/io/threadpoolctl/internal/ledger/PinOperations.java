package io.threadpoolctl.internal.ledger;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;

/** What is done with the count of threads that are held on their carriers, for Lincheck to do in every order. */
public class PinOperations {

    private static final int BOUND = 1;
    private static final int LARGER = 3;

    private final Pins pins = new Pins(new Warnings());
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger tooMany = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger entered = new AtomicInteger();

    public PinOperations() {
        pins.bound(BOUND);
    }

    @Operation
    public void pin() {
        asked.incrementAndGet();
        if (pins.enter()) {
            entered.incrementAndGet();
            tooMany.addAndGet(inside.incrementAndGet() > BOUND ? 1 : 0);
            inside.decrementAndGet();
            pins.leave();
        }
    }

    /** Of two bounds the smaller counts. */
    @Operation
    public void pinUnderALargerBound() {
        Runnable takeBack = pins.bound(LARGER);
        pin();
        takeBack.run();
    }

    @Validate
    public void allHaveLeftAndNoneWasOneTooMany() {
        String is = "held " + pins.now() + ", too many " + tooMany + ", not held " + pins.refused();
        String should = "held 0, too many 0, not held " + (asked.get() - entered.get());
        if (!is.equals(should)) {
            throw new IllegalStateException("should be \"" + should + "\", but is \"" + is + "\"");
        }
        for (int i = 0; i < BOUND; i++) {
            if (!pins.enter()) {
                throw new IllegalStateException("should have room for " + BOUND + ", but has for " + i);
            }
        }
        for (int i = 0; i < BOUND; i++) {
            pins.leave();
        }
    }
}
