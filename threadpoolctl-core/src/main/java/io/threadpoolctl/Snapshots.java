package io.threadpoolctl;

import io.threadpoolctl.binding.NativeProcess;
import io.threadpoolctl.library.LibraryInfo;
import io.threadpoolctl.library.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes snapshots of the ledger. */
final class Snapshots {

    private Snapshots() {}

    static ThreadpoolsSnapshot take(Engine engine, Predicate<LibraryInfo> selection) {
        Ledger ledger = engine.ledger();
        ledger.forgetDeadOwners();
        List<PoolState> pools = new ArrayList<>();
        Lines lines = ledger.lines();
        for (Line line : lines.all()) {
            List<PooledLibrary> libraries = line.libraries();
            List<LibraryInfo> infos = PooledLibrary.seenByFreshThread(libraries);
            for (int i = 0; i < infos.size(); i++) {
                if (selection.test(infos.get(i))) {
                    Line limiting = lines.limiting(libraries.get(i), line);
                    pools.add(state(ledger, limiting, infos.get(i)));
                }
            }
        }
        engine.warnings().log();
        // Counted after one another while scopes come and go: none of the numbers may contradict another.
        int open = pools.stream()
                .mapToInt(PoolState::openScopes)
                .reduce(ledger.owners().openScopes(), Math::max);
        return new ThreadpoolsSnapshot(
                Runtime.getRuntime().availableProcessors(),
                NativeProcess.current().onlineProcessors(),
                pools,
                open,
                ledger.owners().opened(open),
                engine.warnings().all());
    }

    private static PoolState state(Ledger ledger, Line line, LibraryInfo seen) {
        int scopes = ledger.owners().openScopes(line);
        int cap = line.caps.smallest();
        LibraryInfo info = seen;
        Integer baseline = seen.numThreads();
        if (line instanceof ProcessLine processLine) {
            ProcessLine.Reading reading = processLine.reading();
            info = seen.withNumThreads(reading.threads());
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
}
