package io.threadpoolctl.spring;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Threadpools;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/** Says in one line which pools there are when the application is ready. */
final class PoolsReport implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger LOG = LoggerFactory.getLogger(PoolsReport.class);

    private final Threadpools pools;
    private final BooleanSupplier enabled;

    PoolsReport(Threadpools pools, BooleanSupplier enabled) {
        this.pools = pools;
        this.enabled = enabled;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (enabled.getAsBoolean() && LOG.isInfoEnabled()) {
            Aside.run(this::say);
        }
    }

    private void say() {
        if (pools.problem().isEmpty()) {
            LOG.info(line(pools.info()));
        }
    }

    static String line(List<LibraryInfo> libraries) {
        return switch (libraries.size()) {
            case 0 -> "No native thread pool yet; libraries that are loaded later are found then.";
            case 1 -> "1 native thread pool: " + describe(libraries.get(0));
            default ->
                libraries.size() + " native thread pools: "
                        + libraries.stream().map(PoolsReport::describe).collect(Collectors.joining(", "));
        };
    }

    private static String describe(LibraryInfo library) {
        String version = library.version() == null ? "" : " " + library.version();
        String threads = library.numThreads() == null
                ? "threads unknown"
                : library.numThreads() + (library.numThreads() == 1 ? " thread" : " threads");
        return library.prefix() + version + " (" + library.userApi() + ", " + threads + ")";
    }
}
