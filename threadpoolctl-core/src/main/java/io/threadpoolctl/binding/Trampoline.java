package io.threadpoolctl.binding;

import com.sun.jna.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The one callback of all pinned calls through JNA. The body travels beside it, since each callback costs native memory.
 */
final class Trampoline implements Callback {

    static final ThreadLocal<@Nullable Runnable> BODY = new ThreadLocal<>();

    /** JNA finds a callback's only public method. The body must not throw: JNA would swallow it. */
    public void callback() {
        Runnable body = BODY.get();
        if (body != null) {
            body.run();
        }
    }
}
