package io.threadpoolctl.internal.ledger;

import java.util.Set;
import java.util.stream.Stream;

/** Where a thread is, as a person would look for it. */
final class Place {

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

    /** What stands between a limited call and the code that it calls: our own, Java's reflection, Spring's proxies. */
    private static final Set<String> BETWEEN = Set.of(
            "io.threadpoolctl.internal.binding.",
            "io.threadpoolctl.internal.ledger.PinnedCall",
            "io.threadpoolctl.internal.ledger.VirtualThreads",
            "io.threadpoolctl.spring.Limit",
            "io.threadpoolctl.spring.Threadpool",
            "java.",
            "jdk.internal.",
            "org.springframework.aop.");

    private static final String UNKNOWN = "an unknown place";

    private Place() {}

    /** The innermost frame outside this project's own machinery, such as {@code com.acme.Solver.run(Solver.java:42)}. */
    static String outside() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !INSIDE.contains(frame.getClassName()))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse(UNKNOWN));
    }

    /** The frame that a limited call has called last, in the stack of another thread. */
    static String ofLimitedCall(StackTraceElement[] stack) {
        String last = UNKNOWN;
        for (StackTraceElement frame : stack) {
            if (INSIDE.contains(frame.getClassName())) {
                return last;
            }
            if (BETWEEN.stream().noneMatch(frame.getClassName()::startsWith)) {
                last = frame.toString();
            }
        }
        return Stream.of(stack).findFirst().map(StackTraceElement::toString).orElse(UNKNOWN);
    }
}
