/**
 * What the core uses by names that only a run knows, which a native image has to be told of: a {@link
 * io.threadpoolctl.nativeimage.RecordingLoader} and an agent in C record it, {@link
 * io.threadpoolctl.nativeimage.ReachabilityMetadata} is what it is compared with.
 */
@NullMarked
package io.threadpoolctl.nativeimage;

import org.jspecify.annotations.NullMarked;
