package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.FlexiBlas;
import io.threadpoolctl.internal.product.Backends;
import java.util.List;

/** The loaded FlexiBLAS as users see it: every switch goes through the ledger, so that open scopes follow it. */
record SwitchableBackends(Ledger ledger, Backends backends) implements FlexiBlas {

    @Override
    public List<String> availableBackends() {
        return backends.available();
    }

    @Override
    public List<String> loadedBackends() {
        return backends.loaded();
    }

    @Override
    public String currentBackend() {
        return backends.current();
    }

    @Override
    public void switchBackend(String nameOrPath) {
        ledger.switchBackend(backends, nameOrPath);
    }

    @Override
    public String toString() {
        return "FlexiBLAS on " + currentBackend();
    }
}
