package io.threadpoolctl.internal.binding;

import org.jspecify.annotations.Nullable;

/**
 * A body on its way through native code and back. It travels beside the native call, in a value of the thread, since every
 * callback of its own would cost native memory. Whatever it throws travels beside it, too: thrown through the native frame,
 * JNA would swallow it and FFM would end the process.
 */
final class PinnedBody implements Runnable {

    private final Runnable body;
    private boolean through;
    private @Nullable Throwable failure;

    private PinnedBody(Runnable body) {
        this.body = body;
    }

    /**
     * Runs the body inside the native call.
     *
     * @param current where the callback looks for what it has to run; empty again afterwards
     * @param nativeCall a call into native code that calls back and does nothing else
     */
    static void run(Runnable body, ThreadLocal<@Nullable Runnable> current, Runnable nativeCall) {
        StackRoom.require();
        Runnable outer = current.get();
        PinnedBody pinned = new PinnedBody(body);
        current.set(pinned);
        try {
            nativeCall.run();
        } finally {
            if (outer == null) {
                current.remove();
            } else {
                current.set(outer);
            }
        }
        pinned.tell();
    }

    /** Throws nothing, since native code calls it. */
    @Override
    public void run() {
        try {
            body.run();
            through = true;
        } catch (Throwable e) {
            failure = e;
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
