package io.threadpoolctl.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the endpoint answers and what is measured.
 *
 * @param showPaths Whether the threadpools endpoint shows the file paths of libraries, and not only their file names.
 * @param scopeTimes Whether to measure how long limit scopes are open, which costs two readings of the clock for each.
 */
@ConfigurationProperties(prefix = "threadpoolctl.actuator", ignoreUnknownFields = false)
record ActuatorProperties(
        @DefaultValue("true") boolean showPaths,
        @DefaultValue("false") boolean scopeTimes) {}
