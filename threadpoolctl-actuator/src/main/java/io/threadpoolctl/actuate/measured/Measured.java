package io.threadpoolctl.actuate.measured;

import org.jspecify.annotations.Nullable;

/**
 * What is measured, and not computed from settings.
 *
 * @param sinceStart of the threads that are alive, all they have done; without what belongs to the machine or the group
 * @param lately between the last two readings, whoever made them; left out at the first
 */
public record Measured(ProcessorUse sinceStart, @Nullable ProcessorUse lately) {}
