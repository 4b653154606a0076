package io.threadpoolctl.test;

import io.threadpoolctl.Limits;
import io.threadpoolctl.spring.LimitedCalls;
import io.threadpoolctl.spring.LimitedCalls.Call;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What {@link LimitAssert#assertThatCalls} saw. */
public final class CallAssert {

    private static final String NONE =
            "no method with @ThreadpoolLimits ran under limits. Either nothing that is annotated"
                    + " was called, or the annotation did not take effect: the call has to go through the bean that Spring gives out,"
                    + " the method must not be private, final or static, and the test must have AopAutoConfiguration and"
                    + " ThreadpoolctlAutoConfiguration, which @AutoConfigureThreadpoolctl brings.";

    private final List<Call> calls;

    private CallAssert(List<Call> calls) {
        this.calls = calls;
    }

    static CallAssert of(LimitAssert.ThrowingCall call) {
        try (LimitedCalls recorder = LimitedCalls.record()) {
            call.run();
            return new CallAssert(ofInterest(recorder.calls()));
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("The call threw " + e, e);
        }
    }

    /** Those of this thread, and where there are none, those of the threads that worked for it. */
    private static List<Call> ofInterest(List<Call> all) {
        List<Call> here = all.stream()
                .filter(call -> call.thread() == Thread.currentThread())
                .toList();
        return here.isEmpty() ? all : here;
    }

    /**
     * Asserts that the method that was called ran under these limits or narrower ones. If it called others that are annotated
     * as well, it is the outermost that counts.
     */
    public CallAssert ranUnder(Limits expected) {
        Objects.requireNonNull(expected, "expected");
        if (calls.isEmpty()) {
            throw new AssertionError("The call should run under " + expected + ", but " + NONE);
        }
        String problem = new Expected(expected).problemWith(calls.get(0).limits());
        if (problem != null) {
            throw new AssertionError(
                    "The call should run under " + expected + ", but " + problem + ". What ran: " + this);
        }
        return this;
    }

    /** Asserts that no annotated method ran under limits. */
    public CallAssert ranUnderNoLimit() {
        if (!calls.isEmpty()) {
            throw new AssertionError("The call should run under no limit. What ran: " + this);
        }
        return this;
    }

    /** The limits that the method ran under, the outermost scope's first; empty if none. */
    public List<Limits> limits() {
        return calls.isEmpty() ? List.of() : calls.get(0).limits();
    }

    /** For people: {@code Solver.solve under [blas=1]}. */
    @Override
    public String toString() {
        return calls.isEmpty()
                ? "no annotated method"
                : calls.stream().map(Call::toString).collect(Collectors.joining(", then "));
    }
}
