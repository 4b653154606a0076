package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PinInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes snapshots of the ledger. */
final class Snapshots {

    private Snapshots() {}

    static ThreadpoolsSnapshot take(Ledger ledger, Selection selection) {
        NativeValues values = ledger.values();
        List<Seen> seen = look(values, selection);
        ledger.advice().aboutWidth(seen.stream().map(Seen::info).toList(), ledger.ofTheProcess());
        ledger.warnings().log();
        // After one another while scopes come and go: no number may contradict another.
        ScopeCounts counts = ledger.owners().count(values);
        Map<NativeValue, NativeValue.Reading> readings = new HashMap<>();
        for (NativeValue value : values.all()) {
            NativeValue.Reading reading = value.reading();
            if (reading != null) {
                readings.put(value, reading);
            }
        }
        List<PoolState> pools = seen.stream()
                .map(each -> state(each, counts, readings.get(each.value())))
                .toList();
        int open = pools.stream().mapToInt(PoolState::openScopes).reduce(counts.open(), Math::max);
        Pins pins = ledger.virtualThreads().pins();
        return new ThreadpoolsSnapshot(
                ledger.processors().now(),
                NativeProcess.current().onlineProcessors(),
                pools,
                open,
                ledger.owners().opened(open),
                ledger.caps(),
                new PinInfo(pins.now(), pins.most(), pins.refused()),
                ledger.warnings().all());
    }

    private static List<Seen> look(NativeValues values, Selection selection) {
        List<Seen> seen = new ArrayList<>();
        for (NativeValue value : values.all()) {
            List<PooledLibrary> libraries = value.libraries();
            List<LibraryInfo> infos = PooledLibrary.seenByFreshThread(libraries);
            for (int i = 0; i < infos.size(); i++) {
                if (selection.selects(infos.get(i))) {
                    seen.add(new Seen(infos.get(i), values.limiting(libraries.get(i), value)));
                }
            }
        }
        return seen;
    }

    private static PoolState state(Seen seen, ScopeCounts counts, NativeValue.@Nullable Reading reading) {
        NativeValue value = seen.value();
        int scopes = counts.limiting(value);
        LibraryInfo info = seen.info();
        Integer baseline = info.numThreads();
        if (reading != null) {
            info = info.withNumThreads(reading.threads());
            baseline = reading.baseline();
            // Counted a moment apart; what was read under the value's lock decides whether there are any.
            scopes = reading.owners() == 0 ? 0 : Math.max(scopes, reading.owners());
        }
        int cap = value.cap();
        return new PoolState(
                info,
                baseline,
                scopes,
                value.honoured() && !isWider(baseline, value),
                cap == NativeValue.NONE ? null : cap,
                value.setterCalls(),
                value.timesNotHonoured(),
                value.timesChangedByOthers());
    }

    /** Whether threads without a scope get more than the process is limited to. */
    private static boolean isWider(@Nullable Integer fresh, NativeValue value) {
        return value.belongsToThread() && value.limit() != NativeValue.NONE && fresh != null && fresh > value.limit();
    }

    /**
     * A library as a fresh thread sees it.
     *
     * @param value the one that limits it
     */
    private record Seen(LibraryInfo info, NativeValue value) {}
}
