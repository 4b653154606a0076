package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Has native threads that wait for work sleep at once instead of spinning for a while, by the variables that libraries read
 * once, when they are loaded. What somebody else has set stays, and who says by {@code OMP_WAIT_POLICY} how threads wait has
 * said it for all OpenMP runtimes.
 */
final class IdleThreads {

    private static final String POLICY = "OMP_WAIT_POLICY";

    /** For OpenBLAS ticks of the processor as a power of two: a tenth of a millisecond, so that work that follows at once is quick. */
    private static final Map<String, String> SLEEP =
            new TreeMap<>(Map.of("GOMP_SPINCOUNT", "0", "KMP_BLOCKTIME", "0", "OPENBLAS_THREAD_TIMEOUT", "18"));

    private final Warnings warnings;
    private final List<String> ours = new ArrayList<>(); // guarded by this
    private int asked; // guarded by this

    IdleThreads(Warnings warnings) {
        this.warnings = warnings;
    }

    /** @param loaded those that are loaded already, and do not read the variables any more */
    synchronized void sleep(Stream<PooledLibrary> loaded) {
        asked++;
        NativeProcess process = NativeProcess.current();
        if (asked > 1 || process.problem().isPresent()) {
            return;
        }
        SLEEP.forEach((variable, value) -> {
            boolean said = !variable.startsWith("OPENBLAS") && process.environment(POLICY) != null;
            if (!said && process.environment(variable) == null) {
                process.setEnvironment(variable, value);
                ours.add(variable);
            }
        });
        loaded.forEach(this::warnIfTooLate);
    }

    /** Takes back what was set once nobody asks for it any more. */
    synchronized void takeBack() {
        asked--;
        if (asked == 0) {
            ours.forEach(NativeProcess.current()::clearEnvironment);
            ours.clear();
        }
    }

    private void warnIfTooLate(PooledLibrary library) {
        String variable = variableOf(library);
        if (ours.contains(variable)) {
            warnings.add(
                    Warning.Kind.SPINS,
                    library.filepath(),
                    library.filepath() + " was loaded before its idle threads were to sleep, and reads " + variable
                            + " only then, so they spin for a while as before. Start the process with " + variable + "="
                            + SLEEP.get(variable) + " in the environment, or load the library later.");
        }
    }

    private static String variableOf(PooledLibrary library) {
        String prefix = library.prefix();
        if (library.info().internalApi().equals("openblas")) {
            return "OPENBLAS_THREAD_TIMEOUT";
        }
        if (!library.info().internalApi().equals("openmp")) {
            return "";
        }
        return prefix.startsWith("libgomp") ? "GOMP_SPINCOUNT" : prefix.contains("omp") ? "KMP_BLOCKTIME" : "";
    }
}
