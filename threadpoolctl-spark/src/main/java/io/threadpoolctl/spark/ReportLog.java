package io.threadpoolctl.spark;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs at the driver what executors report. What a hundred executors warn about is logged once. */
final class ReportLog {

    private static final Logger LOG = LoggerFactory.getLogger(ReportLog.class);
    private static final int MOST_REMEMBERED = 1000;

    private final Set<String> warned = new HashSet<>();

    synchronized void receive(Object message) {
        if (!(message instanceof Map<?, ?> map)) {
            return; // of another version
        }
        PoolReport report = PoolReport.of(map);
        LOG.info("Executor {} {}.", report.executor(), report.summary());
        for (String warning : report.warnings()) {
            if (warned.size() < MOST_REMEMBERED && warned.add(warning)) {
                LOG.warn("Executor {} warns: {}", report.executor(), warning);
            }
        }
    }
}
