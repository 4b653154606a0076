/**
 * The native thread pools under {@code /actuator/threadpools}. Works with the core alone; with the starter beside it, it
 * shows what that is configured to do, too.
 */
@NullMarked
package io.threadpoolctl.actuate;

import org.jspecify.annotations.NullMarked;
