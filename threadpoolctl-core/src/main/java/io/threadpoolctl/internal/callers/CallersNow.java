package io.threadpoolctl.internal.callers;

import java.lang.management.ManagementFactory;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Counts the threads that are in native code of libraries at one moment, by their stacks. */
public final class CallersNow {

    private static final int MOST_FRAMES = 64;

    /** The JVM stops all threads while it looks at them. */
    private static final int MOST_THREADS = 500;

    private static final String CARRIER = "jdk.internal.vm.Continuation";

    private CallersNow() {}

    /**
     * Those without limits; empty where this Java cannot tell, or has so many threads that it would stop them for too long.
     *
     * @param limitedThreads the numbers of those that have scopes open
     */
    public static OptionalInt count(Set<Long> limitedThreads) {
        try {
            if (ManagementFactory.getThreadMXBean().getThreadCount() > MOST_THREADS) {
                return OptionalInt.empty();
            }
            return OptionalInt.of(
                    (int) Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, MOST_FRAMES))
                            .filter(thread -> thread.isInNative() && !limitedThreads.contains(thread.getThreadId()))
                            .filter(thread -> isInALibrary(thread.getStackTrace()))
                            .count());
        } catch (NoClassDefFoundError e) {
            return OptionalInt.empty(); // the module java.management is not there
        }
    }

    private static boolean isInALibrary(StackTraceElement[] stack) {
        Frames frames = new Frames(Stream.of(stack)
                .map(each -> new Frames.Frame(each.getClassName(), each.getMethodName()))
                .toList());
        boolean carriesAVirtualThread =
                stack.length > 0 && stack[0].getClassName().equals(CARRIER);
        return carriesAVirtualThread || (frames.areInALibrary() && !frames.areLimited());
    }
}
