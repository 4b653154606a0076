/**
 * Tests of the finished jar, which the build runs once it is there. {@code core.jar} is its path; the gate gives them the jar
 * of another JDK, too.
 */
@NullMarked
package io.threadpoolctl.jar;

import org.jspecify.annotations.NullMarked;
