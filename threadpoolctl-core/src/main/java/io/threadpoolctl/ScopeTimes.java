package io.threadpoolctl;

/**
 * How long scopes are open, from the call of {@link Threadpools#measureScopes()} on. Counts scopes that are closed; the
 * numbers grow while this is held. Any thread may ask.
 */
public interface ScopeTimes {

    /** How many scopes were measured. */
    long count();

    /** How long they were open, all together, in nanoseconds. */
    long totalNanos();
}
