package io.threadpoolctl.spring;

/** Does what would make a start longer beside it: the first look into native code takes a tenth of a second. */
final class Aside {

    private static final String NAME = "threadpoolctl-start";

    private Aside() {}

    /** Runs it on a thread of its own; not at all if none can be had, since the service runs as well without. */
    static void run(Runnable action) {
        Thread thread = new Thread(null, action, NAME, 0, false); // nothing of the thread that starts the application
        thread.setContextClassLoader(null); // what it starts in turn would keep an application that is gone
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThread) {
            // as said above
        }
    }
}
