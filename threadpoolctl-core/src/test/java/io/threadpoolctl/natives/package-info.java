/**
 * Tests with real native libraries.
 *
 * <p>A loaded library cannot be unloaded, so each {@link io.threadpoolctl.natives.Scenario} runs in a JVM of its own, which
 * {@link io.threadpoolctl.natives.NativeJvm} starts. Libraries come from Debian packages ({@link
 * io.threadpoolctl.natives.DebianLibrary}), from Maven Central ({@link io.threadpoolctl.natives.MavenLibrary}) or from a C
 * source of ours ({@link io.threadpoolctl.natives.CStub}). One that is missing skips the test, or fails it where the
 * environment variable {@code THREADPOOLCTL_REQUIRE_LIBRARIES} is {@code true}.
 */
@NullMarked
package io.threadpoolctl.natives;

import org.jspecify.annotations.NullMarked;
