/** Errors that come from nowhere: a full stack or heap at every call and every allocation of the core's own code. */
@NullMarked
package io.threadpoolctl.faults;

import org.jspecify.annotations.NullMarked;
