package io.threadpoolctl;

import io.threadpoolctl.internal.ledger.Engine;

/** Opens the door to an engine of a test's own. */
public final class TestThreadpools {

    private TestThreadpools() {}

    /** All pools of this engine. */
    public static Threadpools over(Engine engine) {
        return new Threadpools(engine, library -> true);
    }
}
