package io.threadpoolctl.internal.callers;

import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Stream;

/** Counts the threads that are in native code of libraries at one moment, by their stacks. */
public final class CallersNow {

    private static final int MOST_FRAMES = 64;
    private static final String CARRIER = "jdk.internal.vm.Continuation";

    private CallersNow() {}

    /**
     * Those without limits; none where this Java cannot tell.
     *
     * @param limitedThreads the numbers of those that have scopes open
     */
    public static int count(Set<Long> limitedThreads) {
        try {
            return (int) Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false, MOST_FRAMES))
                    .filter(thread -> thread.isInNative() && !limitedThreads.contains(thread.getThreadId()))
                    .filter(thread -> isInALibrary(thread.getStackTrace()))
                    .count();
        } catch (NoClassDefFoundError e) {
            return 0; // the module java.management is not there
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
