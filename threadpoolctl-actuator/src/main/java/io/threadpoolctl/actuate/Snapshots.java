package io.threadpoolctl.actuate;

import io.threadpoolctl.PinInfo;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.ThreadpoolsSnapshot;
import java.util.List;

/** Takes snapshots; an empty one of a mock, which gives {@code null}. */
final class Snapshots {

    private Snapshots() {}

    static ThreadpoolsSnapshot of(Threadpools pools) {
        ThreadpoolsSnapshot snapshot = pools.snapshot();
        return snapshot == null ? empty(Runtime.getRuntime().availableProcessors()) : snapshot;
    }

    private static ThreadpoolsSnapshot empty(int processors) {
        return new ThreadpoolsSnapshot(
                processors, processors, List.of(), 0, 0, List.of(), new PinInfo(0, 0, 0), List.of());
    }
}
