/**
 * Which Java methods are in native code. Not for use outside this project.
 *
 * <p>{@link io.threadpoolctl.internal.callers.CallerSampler} has the JVM take samples, {@link
 * io.threadpoolctl.internal.callers.CallerGroups} adds them up by the method that people would look for, {@link
 * io.threadpoolctl.internal.callers.Frames} and {@link io.threadpoolctl.internal.callers.Binding} know which frames are whose.
 * Needs the module jdk.jfr, which a small Java may lack. {@link io.threadpoolctl.internal.callers.CallersNow} needs
 * java.management instead, and counts only.
 */
@NullMarked
package io.threadpoolctl.internal.callers;

import org.jspecify.annotations.NullMarked;
