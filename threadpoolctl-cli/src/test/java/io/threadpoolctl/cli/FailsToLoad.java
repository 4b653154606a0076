package io.threadpoolctl.cli;

/** A class that cannot be initialised. */
final class FailsToLoad {

    static {
        if (LoadsGomp.class.getName().length() > 1) {
            throw new IllegalStateException("no licence found");
        }
    }

    private FailsToLoad() {}
}
