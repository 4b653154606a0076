package io.threadpoolctl.spring;

import io.threadpoolctl.VirtualThreadPolicy;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code application.yml} says.
 *
 * @param enabled Whether @ThreadpoolLimits and the other threadpoolctl properties have an effect.
 * @param failFast Whether the application fails to start if native code cannot be reached, and a limited call fails if
 *     its limit cannot be opened. Otherwise one warning is logged and the call runs unlimited.
 * @param defaults What @ThreadpoolLimits without attributes means: for each user API, internal API or library prefix the
 *     most threads, "auto" or "share". One thread in every pool if empty.
 * @param process What libraries have outside every limited call, from startup on: for each user API, internal API or
 *     library prefix the most threads, or "auto" for as many as the JVM has processors. As found if empty.
 * @param profiles Named limits for @ThreadpoolLimits(profile = "..."): for each profile and each user API, internal API
 *     or library prefix the most threads, "auto" or "share".
 * @param libraries Limits for single libraries outside every limited call, by library prefix. Stronger than process.
 * @param virtualThreads What happens when a virtual thread limits a library whose thread count belongs to the
 *     operating-system thread.
 * @param virtualThreadsPins Most virtual threads that limited calls may hold on their carriers at once. Beyond that a call
 *     runs without being held, and thread counts that belong to threads are left alone.
 * @param processors Number of processors that limits of "auto" and "share" divide, or "auto" for as many as the JVM may
 *     use.
 * @param watch Time between two looks for what must not wait until a limited method is called, such as a library that the
 *     first call has loaded; "off" for never.
 * @param propagateToTasks Whether tasks that run on the application's task executor take over the limits of the thread that
 *     submits them.
 * @param aspect How annotated methods are intercepted.
 * @param pool The worker pool.
 * @param actuator What threadpoolctl-actuator reads.
 */
@ConfigurationProperties(prefix = ThreadpoolctlProperties.PREFIX, ignoreUnknownFields = false)
record ThreadpoolctlProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean failFast,
        @DefaultValue Map<String, String> defaults,
        @DefaultValue Map<String, String> process,
        @DefaultValue Map<String, Map<String, String>> profiles,
        @DefaultValue Map<String, String> libraries,
        @DefaultValue("pin") VirtualThreadPolicy virtualThreads,
        @DefaultValue("" + Integer.MAX_VALUE) int virtualThreadsPins,
        @DefaultValue("auto") String processors,
        @DefaultValue("250ms") String watch,
        @DefaultValue("false") boolean propagateToTasks,
        @DefaultValue Aspect aspect,
        @DefaultValue Pool pool,
        @DefaultValue Actuator actuator) {

    static final String PREFIX = "threadpoolctl";

    /**
     * How annotated methods are intercepted.
     *
     * @param order Order of the limit among other advice; the lowest precedence, which is the default, is innermost.
     * @param asyncReturnTypes What happens when an annotated method returns before its work is done, so that the limit
     *     does not cover it.
     * @param holdAtMost How long limits are held for a result that has not ended.
     */
    record Aspect(
            @DefaultValue("" + ThreadpoolLimits.ORDER) int order,
            @DefaultValue("warn") AsyncReturnTypes asyncReturnTypes,
            @DefaultValue("1m") Duration holdAtMost) {}

    /**
     * The worker pool.
     *
     * @param enabled Whether there is a worker pool as a bean.
     * @param processes How many workers it has, or "auto" for as many as the JVM has processors.
     * @param namePrefix How the names of its threads begin; a number follows.
     * @param limits Native limits of each worker: for each user API, internal API or library prefix the most threads, "auto"
     *     or "share". The processors divided by the workers, at least one, in every native pool if empty.
     * @param queueCapacity How many calls may wait for a worker, beside those that free workers take; one more is refused. A map is
     *     one call, however many items it has.
     * @param closeTimeout How long running tasks may go on when the application context is closed, before they are
     *     interrupted.
     */
    record Pool(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("auto") String processes,
            @DefaultValue("threadpoolctl-worker-") String namePrefix,
            @DefaultValue Map<String, String> limits,
            @DefaultValue("" + Integer.MAX_VALUE) int queueCapacity,
            @DefaultValue("5s") Duration closeTimeout) {}

    /**
     * What threadpoolctl-actuator reads, which binds it itself since it does without this module: here so that these names
     * are known, and no others.
     */
    record Actuator(@Nullable Boolean showPaths, @Nullable Boolean scopeTimes) {}

    /** What happens when an annotated method returns before its work is done. */
    enum AsyncReturnTypes {

        /** One warning for each method. */
        WARN,

        /** A startup failure. */
        FAIL,

        /** Nothing. */
        IGNORE,

        /** The limits are held until a CompletionStage, a Mono or a Flux has ended. One warning for each other method. */
        HOLD
    }
}
