package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What this JVM's threadpoolctl logs. */
final class DriverLog extends AbstractAppender implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final Logger logger = (Logger) LogManager.getLogger("io.threadpoolctl");

    DriverLog() {
        super("tests", null, null, true, Property.EMPTY_ARRAY);
        start();
        logger.addAppender(this);
    }

    @Override
    public void append(LogEvent event) {
        messages.add(event.getMessage().getFormattedMessage());
    }

    /** Waits for a message in which all of these occur. */
    void await(String... parts) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        while (true) {
            String message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message)
                    .as("a message with %s after %s", List.of(parts), seen)
                    .isNotNull();
            seen.add(message);
            if (List.of(parts).stream().allMatch(message::contains)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        logger.removeAppender(this);
        stop();
    }
}
