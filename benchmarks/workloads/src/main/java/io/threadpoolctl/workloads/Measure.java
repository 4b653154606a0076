package io.threadpoolctl.workloads;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Measures the modes of a workload in turn, so that a machine that has other work to do hits all of them alike. */
final class Measure {

    private static final int ROUNDS = 5;

    /** Threads that spin after the mode before are asleep then. */
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Callers callers;
    private final List<Series> all = new ArrayList<>();
    private final Duration window;

    Measure(Workload workload, Callers callers, Duration duration) throws Exception {
        this.callers = callers;
        window = duration.dividedBy(ROUNDS);
        for (Mode mode : workload.modes()) {
            List<Call> calls = new ArrayList<>();
            for (int i = 0; i < Callers.NUMBER; i++) {
                calls.add(workload.caller(mode));
            }
            all.add(new Series(mode, calls, new ArrayList<>()));
        }
    }

    Map<Mode, Measured> rounds() throws Exception {
        for (Series series : all) {
            window(series); // warm-up
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Series series : all) {
                series.windows.add(window(series));
            }
            Collections.rotate(all, 1);
        }
        Map<Mode, Measured> measured = new EnumMap<>(Mode.class);
        all.forEach(series -> measured.put(series.mode, new Measured(series.windows)));
        return measured;
    }

    private Window window(Series series) throws Exception {
        Thread.sleep(PAUSE.toMillis());
        return callers.call(series.calls, window);
    }

    /** What is called in one mode, and what came out in the rounds until now. */
    private record Series(Mode mode, List<Call> calls, List<Window> windows) {}
}
