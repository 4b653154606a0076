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
        for (Line line : ledger.lines().all()) {
            List<LibraryInfo> infos = PooledLibrary.seenByFreshThread(line.libraries());
            for (LibraryInfo info : infos) {
                if (selection.test(info)) {
                    pools.add(state(ledger, line, info));
                }
            }
        }
        engine.warnings().log();
        return new ThreadpoolsSnapshot(
                Runtime.getRuntime().availableProcessors(),
                NativeProcess.current().onlineProcessors(),
                pools,
                ledger.owners().openScopes(),
                ledger.owners().opened(),
                engine.warnings().all());
    }

    private static PoolState state(Ledger ledger, Line line, LibraryInfo info) {
        int scopes = ledger.owners().openScopes(line);
        if (line instanceof ProcessLine processLine) {
            ProcessLine.Reading reading = processLine.reading();
            int openScopes = reading.owners() == 0 ? 0 : Math.max(scopes, reading.owners());
            return new PoolState(
                    info.withNumThreads(reading.threads()), reading.baseline(), openScopes, line.honoured());
        }
        return new PoolState(info, info.numThreads(), scopes, line.honoured());
    }
}
