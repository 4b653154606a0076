package io.threadpoolctl.actuate;

import io.threadpoolctl.CapInfo;
import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.actuate.measured.Measured;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer of {@link ThreadpoolsEndpoint}. What is not known is left out.
 *
 * @param processors what there is to run on
 * @param pools the libraries
 * @param scopes how many scopes there are
 * @param caps what is capped, by whomever; left out if nothing is
 * @param measured how threads got along with the processors; left out where the system does not tell
 * @param pins virtual threads that limited calls hold on their carriers
 * @param defaults what an annotation without attributes means
 * @param process what libraries have outside every scope
 * @param profiles limits by name
 * @param warnings what a person should know
 */
public record ThreadpoolsDescriptor(
        Processors processors,
        List<Pool> pools,
        Scopes scopes,
        @Nullable List<Cap> caps,
        @Nullable Measured measured,
        Pins pins,
        Map<String, Object> defaults,
        Map<String, Object> process,
        Map<String, Map<String, Object>> profiles,
        List<String> warnings)
        implements OperationResponseBody {

    static ThreadpoolsDescriptor of(
            ThreadpoolsSnapshot snapshot,
            Configured configured,
            @Nullable Measured measured,
            Paths paths,
            List<String> warnings) {
        return new ThreadpoolsDescriptor(
                new Processors(snapshot.availableProcessors(), snapshot.onlineProcessors()),
                snapshot.pools().stream().map(pool -> Pool.of(pool, paths)).toList(),
                new Scopes(snapshot.openScopes(), snapshot.openedScopes()),
                snapshot.caps().isEmpty() ? null : Cap.of(snapshot.caps()),
                measured,
                new Pins(
                        snapshot.pins().now(),
                        snapshot.pins().most(),
                        snapshot.pins().refused()),
                configured.defaults(),
                configured.process(),
                configured.profiles(),
                warnings.stream().map(paths::inText).toList());
    }

    /** The same with the pools of one name only. */
    ThreadpoolsDescriptor narrowedTo(String name) {
        List<Pool> narrowed = pools.stream().filter(pool -> pool.isCalled(name)).toList();
        return new ThreadpoolsDescriptor(
                processors, narrowed, scopes, caps, measured, pins, defaults, process, profiles, warnings);
    }

    /** Whether there is something of this name: a pool, or a cap that waits for one. */
    boolean isAbout(String name) {
        return name.equals(PoolNames.EVERY)
                || pools.stream().anyMatch(pool -> pool.isCalled(name))
                || (caps != null && caps.stream().anyMatch(cap -> cap.name().equals(name)));
    }

    /**
     * What there is to run on.
     *
     * @param available what the JVM may use: the container's quota
     * @param online what the machine has
     */
    public record Processors(int available, int online) {}

    /**
     * How many scopes there are.
     *
     * @param open now
     * @param opened since the start
     */
    public record Scopes(int open, long opened) {}

    /**
     * What holds for everybody until it is lifted.
     *
     * @param name what it caps: a user API, a product, a prefix or {@code all}
     * @param numThreads the most threads, {@code "auto"} or {@code "share"}
     * @param origin who made it; {@code actuator} is this endpoint
     * @param since when it was made, as ISO 8601 has it
     */
    public record Cap(String name, Object numThreads, String origin, String since) {

        static List<Cap> of(List<CapInfo> caps) {
            return caps.stream()
                    .flatMap(cap -> cap.limits().asMap().entrySet().stream()
                            .map(each -> new Cap(
                                    each.getKey(),
                                    each.getValue(),
                                    cap.origin(),
                                    cap.since().toString())))
                    .toList();
        }
    }

    /**
     * Virtual threads that limited calls hold on their carriers.
     *
     * @param now how many there are
     * @param most how many there were at one time at most
     * @param refused how many calls ran without being held, since there were as many as allowed already
     */
    public record Pins(int now, int most, long refused) {}

    /**
     * One library.
     *
     * @param prefix the beginning of its file name
     * @param userApi what a user names
     * @param internalApi the product
     * @param version as the library reports it
     * @param threadingLayer what it makes its threads with
     * @param architecture the processor type it has chosen its code for
     * @param filepath where it was loaded from, unless paths are hidden
     * @param reach what a limit reaches: {@code process}, {@code thread} or {@code unknown}
     * @param numThreads the most threads a call uses now, for reach {@code thread} a call from a fresh thread
     * @param baseline the same when no scope is open
     * @param openScopes how many scopes limit it
     * @param cap the most threads it may have whoever asks for more, left out if it is not capped
     * @param honoured whether it followed when it was last set
     */
    public record Pool(
            String prefix,
            String userApi,
            String internalApi,
            @Nullable String version,
            @Nullable String threadingLayer,
            @Nullable String architecture,
            @Nullable String filepath,
            String reach,
            @Nullable Integer numThreads,
            @Nullable Integer baseline,
            int openScopes,
            @Nullable Integer cap,
            boolean honoured) {

        static Pool of(PoolState state, Paths paths) {
            LibraryInfo library = state.library();
            return new Pool(
                    library.prefix(),
                    library.userApi().name(),
                    library.internalApi(),
                    library.version(),
                    library.threadingLayer(),
                    library.architecture(),
                    paths.field(library.filepath()),
                    library.reach().name().toLowerCase(Locale.ROOT),
                    library.numThreads(),
                    state.baseline(),
                    state.openScopes(),
                    state.cap(),
                    state.honoured());
        }

        boolean isCalled(String name) {
            return Stream.of(PoolNames.EVERY, userApi, internalApi, prefix, String.valueOf(filepath))
                    .anyMatch(name::equals);
        }
    }
}
