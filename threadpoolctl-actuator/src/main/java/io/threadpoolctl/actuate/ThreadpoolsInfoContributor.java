package io.threadpoolctl.actuate;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Which native thread pools there are, for {@code /actuator/info}. */
final class ThreadpoolsInfoContributor implements InfoContributor {

    private final Threadpools pools;

    ThreadpoolsInfoContributor(Threadpools pools) {
        this.pools = pools;
    }

    @Override
    public void contribute(Info.Builder builder) {
        List<Map<String, Object>> all = Snapshots.of(pools).pools().stream()
                .map(ThreadpoolsInfoContributor::describe)
                .toList();
        builder.withDetail("threadpools", all);
    }

    /** What is not known is left out. */
    private static Map<String, Object> describe(PoolState pool) {
        LibraryInfo library = pool.library();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("prefix", library.prefix());
        described.put("userApi", library.userApi().name());
        if (library.version() != null) {
            described.put("version", library.version());
        }
        if (library.numThreads() != null) {
            described.put("numThreads", library.numThreads());
        }
        return described;
    }
}
