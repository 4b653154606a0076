package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Amount;
import io.threadpoolctl.Limits;
import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the native environment that libraries read once, when they are loaded. For OpenMP runtimes this is the
 * only way to a value for all threads. A variable that somebody else has set stays as it is.
 */
final class ProcessEnvironment {

    /** For each variable the keys that speak for it, the strongest first. */
    private static final Map<String, List<String>> VARIABLES = Map.of(
            "OMP_NUM_THREADS", List.of("openmp"),
            "OPENBLAS_NUM_THREADS", List.of("libopenblas", "openblas", "blas"),
            "MKL_NUM_THREADS", List.of("libmkl_rt", "mkl", "blas"),
            "BLIS_NUM_THREADS", List.of("libblis", "blis", "blas"),
            "RAYON_NUM_THREADS", List.of("libtokenizers", "tokenizers"),
            "TF_NUM_INTRAOP_THREADS", List.of("libtensorflow", "tensorflow"),
            "TF_NUM_INTEROP_THREADS", List.of("libtensorflow", "tensorflow"));

    private final Set<String> ours = new HashSet<>();

    /** Sets the variables for these limits and takes back those that they no longer ask for. One thread at a time. */
    void set(Limits limits) {
        NativeProcess process = NativeProcess.current();
        if (process.problem().isEmpty()) {
            VARIABLES.forEach((variable, keys) -> set(process, variable, amount(limits, keys)));
        }
    }

    /** The variable from which a library takes a number for all threads when it is loaded, {@code null} if there is none. */
    static @Nullable String variableOf(PooledLibrary library) {
        if ("tbb".equals(library.info().threadingLayer())) {
            return null; // MKL disregards its variable then
        }
        List<String> names = List.of(
                library.prefix(), library.internalApi(), library.userApi().name());
        return VARIABLES.entrySet().stream()
                .filter(variable -> speaksFor(variable.getValue(), names))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Of three keys the last is the user API, which products without a variable of their own have too. */
    private static boolean speaksFor(List<String> keys, List<String> names) {
        return keys.stream().limit(2).anyMatch(names::contains);
    }

    private void set(NativeProcess process, String variable, @Nullable Amount amount) {
        if (amount == null) {
            if (ours.remove(variable)) {
                process.clearEnvironment(variable);
            }
        } else if (ours.contains(variable) || process.environment(variable) == null) {
            process.setEnvironment(variable, Integer.toString(amount.threads()));
            ours.add(variable);
        }
    }

    private static @Nullable Amount amount(Limits limits, List<String> keys) {
        return Stream.concat(keys.stream(), Stream.of(Limits.EVERY))
                .filter(limits.amounts()::containsKey)
                .findFirst()
                .map(limits.amounts()::get)
                .orElse(null);
    }
}
