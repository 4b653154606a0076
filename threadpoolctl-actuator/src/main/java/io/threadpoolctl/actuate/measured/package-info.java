/**
 * What the operating system tells of this process: how long its threads ran and waited for a processor, how much of it was
 * native code's, and what a quota took. Nothing is read unless somebody asks.
 *
 * <p>{@link io.threadpoolctl.actuate.measured.Measurements} is the way in, and knows the reading before; what it answers is
 * {@link io.threadpoolctl.actuate.measured.Measured}. The others read one kind of file each.
 */
@NullMarked
package io.threadpoolctl.actuate.measured;

import org.jspecify.annotations.NullMarked;
