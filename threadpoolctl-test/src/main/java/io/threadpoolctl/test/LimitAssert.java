package io.threadpoolctl.test;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.List;
import java.util.Objects;

/** Asserts that code runs under limits. */
public final class LimitAssert {

    private LimitAssert() {}

    /**
     * Asserts that the calling thread is under these limits or narrower ones, that is, that its scopes ask for them.
     *
     * @throws AssertionError if it is not; the message says under which it is
     */
    public static void assertLimited(Limits expected) {
        Objects.requireNonNull(expected, "expected");
        List<Limits> actual = Threadpools.ofProcess().capture().limits();
        String problem = new Expected(expected).problemWith(actual);
        if (problem != null) {
            throw new AssertionError("This thread should be limited to " + expected + ", but " + problem + ".");
        }
    }

    /**
     * Makes a call and tells which annotated methods of beans ran in it, and under which limits. Needs
     * threadpoolctl-spring-boot-starter.
     *
     * @param call such as {@code () -> service.solve()}
     * @throws AssertionError if the call throws anything, which is its cause then
     */
    public static CallAssert assertThatCalls(ThrowingCall call) {
        return CallAssert.of(Objects.requireNonNull(call, "call"));
    }

    /** What is to be called. */
    @FunctionalInterface
    public interface ThrowingCall {

        /** Makes the call. */
        void run() throws Throwable;
    }
}
