package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.internal.binding.NativeProcess;
import io.threadpoolctl.internal.product.PooledLibrary;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a limit of the process does not hold for all threads of a library, and what mends it. */
final class UnreachedThreads {

    private static final Pattern NUMBER = Pattern.compile("\\s*(\\d{1,9})\\b.*");

    private UnreachedThreads() {}

    /**
     * A sentence about it.
     *
     * @param limit what the process is limited to
     * @param seen what a thread gets that nobody has limited
     */
    static String sentence(List<PooledLibrary> libraries, int limit, int seen) {
        return "is limited to " + threads(limit)
                + " for the whole process, but threads that have no scope open use up to "
                + seen
                + ", except those that call Threadpools.limitThread(), as Spring's request workers and executors do: "
                + why(libraries, limit);
    }

    private static String why(List<PooledLibrary> libraries, int limit) {
        String variable = libraries.stream()
                .map(ProcessEnvironment::variableOf)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (variable == null) {
            return "it has no number for all threads. Limit the code that calls it";
        }
        String value = NativeProcess.current().environment(variable);
        return isWider(value, limit)
                ? "the environment says " + variable + "=" + value + ", which stays. Start the process with " + variable
                        + "=" + limit + ", or without that variable"
                : "it was loaded before that was asked for, and reads " + variable
                        + " only then. Start the process with " + variable + "=" + limit + " in the environment";
    }

    private static boolean isWider(@Nullable String value, int limit) {
        Matcher number = NUMBER.matcher(value == null ? "" : value);
        return number.matches() && Integer.parseInt(number.group(1)) > limit;
    }

    private static String threads(int number) {
        return number == 1 ? "1 thread" : number + " threads";
    }
}
