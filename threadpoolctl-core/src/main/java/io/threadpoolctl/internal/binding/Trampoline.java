package io.threadpoolctl.internal.binding;

import com.sun.jna.Callback;

/** The one callback of all pinned calls through JNA. */
final class Trampoline implements Callback {

    /** JNA finds a callback's only public method. */
    public void callback() {
        PinnedBody.callback();
    }
}
