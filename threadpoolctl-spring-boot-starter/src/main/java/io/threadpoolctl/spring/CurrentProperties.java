package io.threadpoolctl.spring;

/** The properties as they hold now: as at startup, until a change is taken over. */
final class CurrentProperties {

    private volatile ThreadpoolctlProperties now;

    CurrentProperties(ThreadpoolctlProperties atStartup) {
        this.now = atStartup;
    }

    ThreadpoolctlProperties get() {
        return now;
    }

    boolean enabled() {
        return now.enabled();
    }

    boolean failFast() {
        return now.failFast();
    }

    void set(ThreadpoolctlProperties changed) {
        now = changed;
    }
}
