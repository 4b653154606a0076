package io.threadpoolctl;

import java.util.Set;

/** Where the calling thread is, as a person would look for it. */
final class Place {

    private static final Set<String> INSIDE = Set.of(
            Place.class.getName(),
            ForgottenScopes.class.getName(),
            Ledger.class.getName(),
            Owner.class.getName(),
            ScopeHandle.class.getName(),
            ScopeChain.class.getName(),
            CapturedLimits.class.getName(),
            Threadpools.class.getName());

    private Place() {}

    /** The innermost frame outside this project's own machinery, such as {@code com.acme.Solver.run(Solver.java:42)}. */
    static String outside() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !INSIDE.contains(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("an unknown place"));
    }
}
