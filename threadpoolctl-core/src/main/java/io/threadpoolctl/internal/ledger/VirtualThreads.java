package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Action;
import io.threadpoolctl.VirtualThreadPolicy;
import io.threadpoolctl.VirtualThreadRejectedException;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What virtual threads may do with values that belong to the operating system's thread. Of several policies that were asked
 * for, the strictest counts.
 */
final class VirtualThreads {

    /** {@code Thread.isVirtual()}, which Java has since 21; {@code null} before. */
    private static final @Nullable MethodHandle IS_VIRTUAL = find();

    private final Warnings warnings;
    private final Pins pins;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private volatile VirtualThreadPolicy policy = VirtualThreadPolicy.PIN;

    VirtualThreads(Warnings warnings) {
        this.warnings = warnings;
        this.pins = new Pins(warnings);
    }

    @SuppressWarnings("CatchingUnchecked") // the handle declares Throwable, the method behind it throws nothing
    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }

    /**
     * How many virtual threads can run at once.
     *
     * @param processors as many as there are carriers unless a property of the JVM says otherwise
     */
    static int carriers(int processors) {
        return Integer.getInteger("jdk.virtualThreadScheduler.parallelism", processors);
    }

    Pins pins() {
        return pins;
    }

    VirtualThreadPolicy policy() {
        return policy;
    }

    /** Asks for a policy, until what this returns is run. */
    Runnable ask(VirtualThreadPolicy wanted) {
        Asked request = new Asked(wanted);
        asked.add(request);
        decide();
        return () -> {
            asked.removeIf(each -> each == request);
            decide();
        };
    }

    private synchronized void decide() {
        VirtualThreadPolicy strictest = null;
        for (Asked each : asked) {
            strictest = strictest == null || strictness(each.policy) > strictness(strictest) ? each.policy : strictest;
        }
        policy = strictest == null ? VirtualThreadPolicy.PIN : strictest;
    }

    private static int strictness(VirtualThreadPolicy policy) {
        return switch (policy) {
            case OFF -> 0;
            case PIN -> 1;
            case REJECT -> 2;
        };
    }

    /** Before a scope that cannot hold the thread. */
    void beforeLimit(Owner owner, ResolvedLimits limits) {
        if (owner.isPinned()) {
            return;
        }
        rejectIfSoDecided(limits);
        if (policy == VirtualThreadPolicy.PIN) {
            warnOnce(limits);
        }
    }

    /** Calls an action within a scope, and holds the thread on its carrier meanwhile if that is the policy. */
    <T, X extends Throwable> T call(Owner owner, ResolvedLimits limits, Action<T, X> within) throws X {
        if (owner.isPinned()) {
            return within.call();
        }
        rejectIfSoDecided(limits);
        if (policy != VirtualThreadPolicy.PIN || !isHeld()) {
            return within.call();
        }
        try {
            return PinnedCall.run(owner, within);
        } finally {
            pins.leave();
        }
    }

    /** Whether the calling thread is counted among those that are held; if so, {@link Pins#leave} must follow. */
    private boolean isHeld() {
        if (NativeProcess.current().canPin()) {
            return pins.enter();
        }
        pins.refuse();
        if (!warnings.has(Warning.Kind.VIRTUAL_THREAD, null)) {
            warnings.add(
                    Warning.Kind.VIRTUAL_THREAD,
                    null,
                    "Native code cannot call back into Java here, so virtual threads cannot be held on their carriers:"
                            + " values that belong to the operating-system thread are left as they are on them. Use"
                            + " platform threads for limited calls.");
        }
        return false;
    }

    private void rejectIfSoDecided(ResolvedLimits limits) {
        if (policy == VirtualThreadPolicy.REJECT) {
            throw new VirtualThreadRejectedException(
                    "The virtual thread \"" + Thread.currentThread().getName()
                            + "\" may not limit " + path(limits)
                            + ": its thread count belongs to the operating-system thread, and"
                            + " virtual threads are set to be rejected. Use a platform thread, or allow pinning.");
        }
    }

    private void warnOnce(ResolvedLimits limits) {
        String path = path(limits);
        if (!warnings.has(Warning.Kind.VIRTUAL_THREAD, path)) {
            warnings.add(
                    Warning.Kind.VIRTUAL_THREAD,
                    path,
                    "A virtual thread opened a scope with limit(...), which leaves " + path
                            + " as it is: its thread"
                            + " count belongs to the operating-system thread. Use call(...) or run(...) instead,"
                            + " which hold the virtual thread on its carrier.");
        }
    }

    private static String path(ResolvedLimits limits) {
        return Objects.requireNonNull(limits.firstThreadValue()).path();
    }

    /** A policy that somebody asked for; equal to nothing but itself. */
    private static final class Asked {

        private final VirtualThreadPolicy policy;

        private Asked(VirtualThreadPolicy policy) {
            this.policy = policy;
        }
    }
}
