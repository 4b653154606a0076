package io.threadpoolctl.actuate;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the endpoint answers.
 *
 * @param showPaths Whether the threadpools endpoint shows the file paths of libraries, and not only their file names.
 */
@ConfigurationProperties("threadpoolctl.actuator")
record ThreadpoolsEndpointProperties(@DefaultValue("true") boolean showPaths) {}
