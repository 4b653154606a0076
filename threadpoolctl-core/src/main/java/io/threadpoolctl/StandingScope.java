package io.threadpoolctl;

import io.threadpoolctl.library.UserApi;
import java.util.Map;

/** A scope of an owner of its own that is no thread. */
final class StandingScope implements LimitScope {

    private final Ledger ledger;
    private final Owner owner;
    private final ScopeHandle handle;

    StandingScope(Ledger ledger, Plan plan) {
        this.ledger = ledger;
        this.owner = new Owner(ledger);
        ledger.owners().add(owner);
        this.handle = owner.handOut(plan);
    }

    @Override
    public Map<UserApi, Integer> original() {
        return handle.original();
    }

    @Override
    public void close() {
        handle.close();
        ledger.owners().remove(owner, owner.opened());
    }
}
