package io.threadpoolctl.test;

import io.threadpoolctl.CapInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test that leaves behind a scope on its thread, a limit of the process or a cap. Put {@code @ExtendWith} with this
 * class on a test class, or register it for all tests by JUnit's own ways.
 *
 * <p>Scopes of other threads are not looked at, since those of a worker pool stay open as long as its workers live. Where tests
 * run at the same time in one JVM, limits of the process that one makes may be told of another.
 */
public final class LimitLeakExtension implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(LimitLeakExtension.class);

    /** For JUnit. */
    public LimitLeakExtension() {}

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(NAMESPACE).put(State.class, State.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        State before = Objects.requireNonNull(context.getStore(NAMESPACE).get(State.class, State.class));
        List<String> left = State.now().without(before);
        if (!left.isEmpty()) {
            throw new AssertionError("The test has left behind " + String.join(", ", left)
                    + ". Close what limit(...), limitProcess(...) and cap(...) return, best by try-with-resources.");
        }
    }

    /**
     * What there is at one moment.
     *
     * @param scopes what the thread's scopes ask for, the outermost first
     */
    private record State(List<Limits> scopes, List<CapInfo> processLimits, List<CapInfo> caps) {

        static State now() {
            Threadpools pools = Threadpools.ofProcess();
            return new State(
                    pools.capture().limits(),
                    pools.processLimits(),
                    pools.snapshot().caps());
        }

        List<String> without(State before) {
            List<String> left = new ArrayList<>();
            scopes.stream().skip(before.scopes.size()).forEach(limits -> left.add("an open scope (" + limits + ")"));
            added(processLimits, before.processLimits)
                    .forEach(limit ->
                            left.add("a limit of the process (" + limit.limits() + ", by " + limit.origin() + ")"));
            added(caps, before.caps).forEach(cap -> left.add("a cap (" + cap.limits() + ", by " + cap.origin() + ")"));
            return left;
        }

        private static List<CapInfo> added(List<CapInfo> now, List<CapInfo> before) {
            List<CapInfo> added = new ArrayList<>(now);
            before.forEach(added::remove);
            return added;
        }
    }
}
