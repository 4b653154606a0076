package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.lang.ref.Reference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scope in the hands of the user. */
final class ScopeHandle implements LimitScope {

    /** Set by the scope that is made for this handle, before anybody sees it. */
    @Nullable
    Scope scope;

    @Override
    public Map<UserApi, Integer> original() {
        Scope open = scope();
        Map<UserApi, Integer> original = new LinkedHashMap<>();
        for (NativeValue value : open.limits.values) {
            Integer before = open.owner.before(open, value);
            if (before != null) {
                for (PooledLibrary library : value.libraries()) {
                    original.merge(library.userApi(), before, Math::min);
                }
            }
        }
        return Map.copyOf(original);
    }

    @Override
    public void close() {
        Scope open = scope;
        try {
            if (open != null) {
                open.ended = true; // before any call, each of which may be broken off
                open.owner.close(open);
            }
        } finally {
            Reference.reachabilityFence(this); // or it might count as forgotten while it is being closed
        }
    }

    private Scope scope() {
        return Objects.requireNonNull(scope);
    }
}
