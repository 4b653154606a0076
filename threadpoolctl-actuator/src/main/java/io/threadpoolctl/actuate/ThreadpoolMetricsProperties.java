package io.threadpoolctl.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is measured.
 *
 * @param scopeTimes Whether to measure how long limit scopes are open, which costs two readings of the clock for each.
 */
@ConfigurationProperties("threadpoolctl.actuator")
record ThreadpoolMetricsProperties(@DefaultValue("false") boolean scopeTimes) {}
