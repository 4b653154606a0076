/**
 * How a user tests that code is limited: {@link io.threadpoolctl.test.LimitAssert} asserts it, {@link
 * io.threadpoolctl.test.LimitLeakExtension} looks that nothing is left behind, and {@link
 * io.threadpoolctl.test.AutoConfigureThreadpoolctl} brings the annotation to a test that starts a part of an application.
 * No native library is needed for any of it: what is looked at is what was asked for.
 */
@NullMarked
package io.threadpoolctl.test;

import org.jspecify.annotations.NullMarked;
