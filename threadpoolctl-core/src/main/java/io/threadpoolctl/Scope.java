package io.threadpoolctl;

import io.threadpoolctl.library.PooledLibrary;
import io.threadpoolctl.library.UserApi;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open scope: its owner, its plan, and the owner's next older scope. All but the owner is guarded by the owner. */
final class Scope implements LimitScope {

    final Owner owner;
    Plan plan;

    @Nullable
    Scope below;

    boolean closed;

    Scope(Owner owner, Plan plan, @Nullable Scope below) {
        this.owner = owner;
        this.plan = plan;
        this.below = below;
    }

    @Override
    public Map<UserApi, Integer> original() {
        Map<UserApi, Integer> original = new LinkedHashMap<>();
        for (Line line : plan.lines) {
            Integer before = owner.before(this, line);
            if (before != null) {
                for (PooledLibrary library : line.libraries()) {
                    original.merge(library.userApi(), before, Math::min);
                }
            }
        }
        return Map.copyOf(original);
    }

    @Override
    public void close() {
        owner.close(this);
    }

    /** The request of this scope or of an older one of the owner. */
    static int newestRequest(@Nullable Scope from, Line line) {
        for (Scope scope = from; scope != null; scope = scope.below) {
            int request = scope.plan.requestFor(line);
            if (request != Line.NONE) {
                return request;
            }
        }
        return Line.NONE;
    }
}
