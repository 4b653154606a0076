package io.threadpoolctl;

import org.jspecify.annotations.Nullable;

/**
 * Limits applied to the lines that exist: for each line they meet, the request to be posted. Immutable; it goes stale when
 * libraries appear, and is then {@linkplain Planner made anew} from the same limits.
 */
final class Plan {

    final Planner planner;
    final Limits limits;
    final Lines basis;
    final Line[] lines;
    final int[] requests;
    final boolean reachesThread;
    private final int[] requestByIndex;

    /** How many more scopes should note where they are opened. Races are harmless: a few more or less. */
    int placesWanted = ForgottenScopes.PLACES_OF_EACH_PLAN;

    Plan(Planner planner, Limits limits, Lines basis, Line[] lines, int[] requests) {
        this.planner = planner;
        this.limits = limits;
        this.basis = basis;
        this.lines = lines;
        this.requests = requests;
        this.requestByIndex = new int[basis.size()];
        boolean thread = false;
        for (int i = 0; i < lines.length; i++) {
            requestByIndex[lines[i].index] = requests[i];
            thread |= lines[i].belongsToThread();
        }
        this.reachesThread = thread;
    }

    /** The request for a line, {@link Line#NONE} if these limits do not meet it. */
    int requestFor(Line line) {
        return line.index < requestByIndex.length ? requestByIndex[line.index] : Line.NONE;
    }

    /** The first line that belongs to the thread, to be named in messages. */
    @Nullable
    Line firstThreadLine() {
        for (Line line : lines) {
            if (line.belongsToThread()) {
                return line;
            }
        }
        return null;
    }
}
