package io.threadpoolctl.internal.binding;

import org.jspecify.annotations.Nullable;

/**
 * A body on its way through native code and back. It travels beside the native call, since every callback of its own would
 * cost native memory, and whatever it throws travels beside it, too: thrown through the native frame, JNA would swallow it
 * and FFM would end the process.
 */
final class PinnedBody {

    private static final ThreadLocal<@Nullable PinnedBody> CURRENT = new ThreadLocal<>();

    private final Runnable body;
    private boolean through;
    private @Nullable Throwable failure;

    private PinnedBody(Runnable body) {
        this.body = body;
    }

    /** @param nativeCall a call into native code that calls back {@link #callback} and nothing else */
    static void run(Runnable body, Runnable nativeCall) {
        StackRoom.require();
        PinnedBody outer = CURRENT.get();
        PinnedBody pinned = new PinnedBody(body);
        CURRENT.set(pinned);
        try {
            nativeCall.run();
        } finally {
            CURRENT.set(outer);
        }
        pinned.tell();
    }

    /** What native code calls. */
    static void callback() {
        PinnedBody pinned = null;
        try {
            pinned = CURRENT.get();
            if (pinned != null) {
                pinned.body.run();
                pinned.through = true;
            }
        } catch (Throwable e) {
            if (pinned != null) {
                pinned.failure = e;
            }
        }
    }

    private void tell() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (!through) {
            throw new StackOverflowError("There was no room to call back from native code; the body did not run.");
        }
    }
}
