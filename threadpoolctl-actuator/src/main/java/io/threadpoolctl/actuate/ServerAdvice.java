package io.threadpoolctl.actuate;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.Warning;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operator should know: the warnings of the core, and what a server can tell that knows its processors and its
 * configuration. It is told as it is now, so what has been mended is not told any more.
 */
final class ServerAdvice {

    private static final List<String> USUAL = List.of("blas", "openmp");

    private final Configured configured;
    private final WaitingAdvice waiting;

    ServerAdvice(Configured configured, WaitingAdvice waiting) {
        this.configured = configured;
        this.waiting = waiting;
    }

    List<String> about(ThreadpoolsSnapshot snapshot) {
        Set<String> sentences = new LinkedHashSet<>();
        if (configured.refusal() != null) {
            sentences.add(
                    "The changed configuration is refused, and what held before holds on. " + configured.refusal());
        }
        for (Warning warning : snapshot.warnings()) {
            if (isSoStill(warning, snapshot)) {
                sentences.add(warning.message());
            }
        }
        for (PoolState pool : snapshot.pools()) {
            String waits = waits(pool, snapshot);
            String tooWide = waits != null || isToldByCore(pool, snapshot)
                    ? null
                    : tooWide(pool, snapshot.availableProcessors());
            Stream.of(waits, tooWide, notHonoured(pool, snapshot))
                    .filter(Objects::nonNull)
                    .forEach(sentences::add);
        }
        String aboutProcessors = fewerThanTheMachineHas(snapshot);
        if (aboutProcessors != null) {
            sentences.add(aboutProcessors);
        }
        return List.copyOf(sentences);
    }

    /** The core tells how it was when it noticed. */
    private static boolean isSoStill(Warning warning, ThreadpoolsSnapshot snapshot) {
        return switch (warning.kind()) {
            case OVERSUBSCRIBED -> false;
            case NOT_FOR_ALL_THREADS ->
                snapshot.pools().stream()
                        .anyMatch(pool ->
                                !pool.honoured() && pool.library().filepath().equals(warning.library()));
            default -> true;
        };
    }

    private static boolean isToldByCore(PoolState pool, ThreadpoolsSnapshot snapshot) {
        return isTold(Warning.Kind.NOT_FOR_ALL_THREADS, pool.library(), snapshot);
    }

    private static boolean isTold(Warning.Kind kind, LibraryInfo library, ThreadpoolsSnapshot snapshot) {
        return snapshot.warnings().stream()
                .anyMatch(warning -> warning.kind() == kind
                        && library.filepath().equals(warning.library())
                        && isSoStill(warning, snapshot));
    }

    private @Nullable String waits(PoolState pool, ThreadpoolsSnapshot snapshot) {
        String fact = waiting.about(pool, snapshot);
        return fact == null
                ? null
                : fact + ". " + remedy(waiting.numberThatMends(), userApi(pool.library()))
                        + " Or annotate the method that calls it; the endpoint threadpoolcallers names it.";
    }

    private @Nullable String tooWide(PoolState pool, int available) {
        Integer baseline = pool.baseline();
        if (baseline == null || baseline <= available) {
            return null;
        }
        LibraryInfo library = pool.library();
        String fact = library.prefix() + ": " + baseline + " threads on " + available + " available processors";
        Object number = configuredFor(library);
        if (number == null) {
            return fact + ". " + remedy("auto", userApi(library));
        }
        if (number instanceof Integer threads && threads >= baseline) {
            return fact + ", since it is configured to " + number + ". " + remedy("auto", userApi(library));
        }
        return fact + ", although it is configured to " + number
                + ": its number belongs to threads, and those that others"
                + " have made are not reached once it is loaded. Start the service with the variable that it reads, such"
                + " as OMP_NUM_THREADS=" + available + ", in the environment, or limit the code that calls it.";
    }

    /** A library that cannot be limited at all is told of by the core, with what limits it instead. */
    private @Nullable String notHonoured(PoolState pool, ThreadpoolsSnapshot snapshot) {
        LibraryInfo library = pool.library();
        return pool.honoured()
                        || configuredFor(library) != null
                        || isTold(Warning.Kind.NOT_LIMITABLE, library, snapshot)
                ? null
                : library.prefix() + " did not follow its limit when it was last set. Keep it narrow from the start: "
                        + remedy("1", userApi(library));
    }

    private @Nullable String fewerThanTheMachineHas(ThreadpoolsSnapshot snapshot) {
        String[] missing = USUAL.stream()
                .filter(api -> !configured.process().containsKey("all")
                        && !configured.process().containsKey(api))
                .toArray(String[]::new);
        if (snapshot.availableProcessors() >= snapshot.onlineProcessors() || missing.length == 0) {
            return null;
        }
        return "This process may use " + snapshot.availableProcessors() + " of " + snapshot.onlineProcessors()
                + " processors, but libraries that are loaded from now on may count them all. "
                + remedy("auto", missing);
    }

    /** What the configuration says about a library outside every scope, the most special first. */
    private @Nullable Object configuredFor(LibraryInfo library) {
        return Stream.of(library.prefix(), library.internalApi(), userApi(library), "all")
                .map(configured.process()::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private String remedy(String number, String... userApis) {
        if (configured.byProperties()) {
            return Stream.of(userApis)
                    .map(api -> "threadpoolctl.process." + api + ": " + number)
                    .collect(Collectors.joining(" and ", "In application.yml: ", ""));
        }
        return Stream.of(userApis)
                .map(api -> number.equals("auto")
                        ? "Limits.auto(\"" + api + "\")"
                        : "Limits.of(\"" + api + "\", " + number + ")")
                .reduce((one, other) -> one + ".and(" + other + ")")
                .map(limits -> "At startup, call Threadpools.ofProcess().limitProcess(" + limits + ").")
                .orElse("");
    }

    private static String userApi(LibraryInfo library) {
        return library.userApi().name();
    }
}
