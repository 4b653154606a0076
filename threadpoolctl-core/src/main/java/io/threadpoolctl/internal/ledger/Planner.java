package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes {@linkplain Plan plans} for one selection of libraries and keeps them as long as no library appears. */
public final class Planner {

    private static final int MOST_PLANS = 256;

    private final Predicate<LibraryInfo> selection;
    private final Warnings warnings;
    private final Map<Limits, Plan> plans = new ConcurrentHashMap<>();

    public Planner(Predicate<LibraryInfo> selection, Warnings warnings) {
        this.selection = selection;
        this.warnings = warnings;
    }

    public Predicate<LibraryInfo> selection() {
        return selection;
    }

    /** The plan if it was made before for these lines. */
    @Nullable
    public Plan known(Limits limits, Lines lines) {
        Plan known = plans.get(limits);
        return known != null && known.basis == lines ? known : null;
    }

    public Plan plan(Limits limits, Lines lines) {
        Plan known = known(limits, lines);
        if (known != null) {
            return known;
        }
        if (plans.size() >= MOST_PLANS) {
            plans.clear();
        }
        Plan plan = make(limits, lines);
        plans.put(limits, plan);
        return plan;
    }

    private Plan make(Limits limits, Lines lines) {
        List<Line> met = new ArrayList<>();
        List<Integer> requests = new ArrayList<>();
        boolean sequentialBlas = limits.isSequentialBlasUnderOpenmp() && !blasKnowsOpenMp(lines);
        for (Line line : lines.all()) {
            int request = request(limits, line, lines, sequentialBlas);
            if (request != Line.NONE) {
                met.add(line);
                requests.add(request);
            }
        }
        int[] numbers = requests.stream().mapToInt(Integer::intValue).toArray();
        return new Plan(this, limits, lines, met.toArray(Line[]::new), numbers);
    }

    /** Where several libraries share a line, the smallest of their numbers. */
    private int request(Limits limits, Line line, Lines lines, boolean sequentialBlas) {
        int request = Line.NONE;
        if (line.control.obstacle() != null) {
            return request;
        }
        for (PooledLibrary library : lines.obeyedBy(line)) {
            Amount amount = amount(limits, library, sequentialBlas);
            if (amount != null && selection.test(library.info())) {
                request = smaller(request, amount.isShare() ? Line.SHARE : Processors.of(amount));
            }
        }
        if (request <= 0) {
            return request;
        }
        int admissible = line.admissible(request);
        if (admissible < request) {
            tellRounding(line, request, admissible);
        }
        return admissible;
    }

    private static int smaller(int one, int other) {
        return one == Line.NONE || one == Line.SHARE ? other : other == Line.SHARE ? one : Math.min(one, other);
    }

    private static @Nullable Amount amount(Limits limits, PooledLibrary library, boolean sequentialBlas) {
        for (String key : library.keys()) {
            Amount amount = limits.amounts().get(key);
            if (amount != null) {
                return amount;
            }
        }
        if (sequentialBlas && library.userApi().equals(UserApi.BLAS)) {
            return new Amount(Amount.Kind.FIXED, 1);
        }
        return limits.amounts().get(Limits.EVERY);
    }

    private static boolean blasKnowsOpenMp(Lines lines) {
        return lines.libraries()
                .anyMatch(library -> library.internalApi().equals("openblas")
                        && "openmp".equals(library.control().threadingLayer()));
    }

    private void tellRounding(Line line, int request, int admissible) {
        String path = line.libraries().stream()
                .filter(library -> library.control().admissible(request) < request)
                .map(PooledLibrary::filepath)
                .findFirst()
                .orElseThrow();
        warnings.add(
                Warning.Kind.ROUNDED_DOWN,
                path,
                "A limit of " + request + " threads is rounded down to " + admissible + " for "
                        + line.libraries().stream().map(PooledLibrary::filepath).toList()
                        + ": " + line.restriction(request) + ".");
    }
}
