package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.PooledLibrary;
import io.threadpoolctl.spi.LibraryFamily;
import java.util.List;
import java.util.Set;

/**
 * Limits nothing once, in a ledger of its own: what Java has to load and link for a scope is there when the first call that is
 * limited comes.
 */
final class Rehearsal implements LibrarySource {

    private Rehearsal() {}

    static void run() {
        Ledger ledger = new Ledger(new Rehearsal(), new Warnings());
        ledger.call(ledger.everything(), Limits.blas(1), () -> "");
        try (LimitScope scope = ledger.open(ledger.everything(), Limits.blas(1))) {
            scope.original();
        }
    }

    @Override
    public boolean mayHaveChanged() {
        return false;
    }

    @Override
    public List<PooledLibrary> scan() {
        return List.of();
    }

    @Override
    public void register(LibraryFamily family) {}

    @Override
    public Set<String> keys() {
        return Set.of(UserApi.BLAS.name());
    }
}
