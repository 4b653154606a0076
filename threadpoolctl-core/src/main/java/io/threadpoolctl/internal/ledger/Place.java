package io.threadpoolctl.internal.ledger;

import java.util.Set;

/** Where the calling thread is, as a person would look for it. */
public final class Place {

    private static final Set<String> INSIDE = Set.of(
            Place.class.getName(),
            ForgottenScopes.class.getName(),
            Ledger.class.getName(),
            Owner.class.getName(),
            ScopeHandle.class.getName(),
            // By name, since no room knows who calls it.
            "io.threadpoolctl.ScopeChain",
            "io.threadpoolctl.CapturedLimits",
            "io.threadpoolctl.Threadpools");

    private Place() {}

    /** The innermost frame outside this project's own machinery, such as {@code com.acme.Solver.run(Solver.java:42)}. */
    public static String outside() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !INSIDE.contains(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("an unknown place"));
    }
}
