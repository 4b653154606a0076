package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of the ledger. */
public final class Snapshots {

    private Snapshots() {}

    public static ThreadpoolsSnapshot take(Engine engine, Predicate<LibraryInfo> selection) {
        Ledger ledger = engine.ledger();
        ledger.forgetDeadOwners();
        Lines lines = ledger.lines();
        List<Seen> seen = look(lines, selection);
        engine.warnings().log();
        // After one another while scopes come and go, but each for all pools at once: no number may contradict another.
        ScopeCounts counts = ledger.owners().count(lines);
        Map<Line, ProcessLine.Reading> readings = ledger.readings(lines);
        List<PoolState> pools = seen.stream()
                .map(each -> state(each, counts, readings.get(each.line())))
                .toList();
        int open = pools.stream().mapToInt(PoolState::openScopes).reduce(counts.open(), Math::max);
        return new ThreadpoolsSnapshot(
                Runtime.getRuntime().availableProcessors(),
                NativeProcess.current().onlineProcessors(),
                pools,
                open,
                ledger.owners().opened(open),
                engine.warnings().all());
    }

    private static List<Seen> look(Lines lines, Predicate<LibraryInfo> selection) {
        List<Seen> seen = new ArrayList<>();
        for (Line line : lines.all()) {
            List<PooledLibrary> libraries = line.libraries();
            List<LibraryInfo> infos = PooledLibrary.seenByFreshThread(libraries);
            for (int i = 0; i < infos.size(); i++) {
                if (selection.test(infos.get(i))) {
                    seen.add(new Seen(infos.get(i), lines.limiting(libraries.get(i), line)));
                }
            }
        }
        return seen;
    }

    private static PoolState state(Seen seen, ScopeCounts counts, ProcessLine.@Nullable Reading reading) {
        Line line = seen.line();
        int scopes = counts.limiting(line);
        int cap = line.caps.smallest();
        LibraryInfo info = seen.info();
        Integer baseline = info.numThreads();
        if (reading != null) {
            info = info.withNumThreads(reading.threads());
            baseline = reading.baseline();
            cap = reading.cap();
            // Counted a moment apart; what was read under the lock decides whether there are any.
            scopes = reading.owners() == 0 ? 0 : Math.max(scopes, reading.owners());
        }
        return new PoolState(
                info,
                baseline,
                scopes,
                line.honoured(),
                cap == Line.NONE ? null : cap,
                line.setterCalls(),
                line.timesNotHonoured(),
                line.timesChangedByOthers());
    }

    /**
     * A library as a fresh thread sees it.
     *
     * @param line the one that limits it
     */
    private record Seen(LibraryInfo info, Line line) {}
}
