package io.threadpoolctl;

import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Several scopes that were opened together, the newest first, and are closed together. */
record ScopeChain(Deque<LimitScope> newestFirst) implements LimitScope {

    /** What was there before the oldest of them that limits it. */
    @Override
    public Map<UserApi, Integer> original() {
        Map<UserApi, Integer> original = new LinkedHashMap<>();
        newestFirst.forEach(scope -> original.putAll(scope.original()));
        return Map.copyOf(original);
    }

    @Override
    public void close() {
        newestFirst.forEach(LimitScope::close);
    }
}
