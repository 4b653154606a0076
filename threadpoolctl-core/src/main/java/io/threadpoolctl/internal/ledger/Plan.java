package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Limits;
import org.jspecify.annotations.Nullable;

/**
 * Limits applied to the lines that exist: for each line they meet, the request to be posted. Immutable; it goes stale when
 * libraries appear, and is then {@linkplain Planner made anew} from the same limits.
 */
public final class Plan {

    public final Planner planner;
    public final Limits limits;
    public final Lines basis;
    public final Line[] lines;
    public final int[] requests;
    public final boolean reachesThread;
    private final int[] requestByIndex;

    /** How many more scopes should note where they are opened. Races are harmless: a few more or less. */
    int placesWanted = ForgottenScopes.PLACES_OF_EACH_PLAN;

    public Plan(Planner planner, Limits limits, Lines basis, Line[] lines, int[] requests) {
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
    public int requestFor(Line line) {
        return line.index < requestByIndex.length ? requestByIndex[line.index] : Line.NONE;
    }

    /** The first line that belongs to the thread, to be named in messages. */
    @Nullable
    public Line firstThreadLine() {
        for (Line line : lines) {
            if (line.belongsToThread()) {
                return line;
            }
        }
        return null;
    }
}
