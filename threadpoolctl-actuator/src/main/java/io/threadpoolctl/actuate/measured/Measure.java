package io.threadpoolctl.actuate.measured;

/** What is added up from reading to reading; see {@link ProcessorUse} for what each is. */
public enum Measure {
    /** How long threads ran. */
    RUNNING,
    /** How long they waited for a processor. */
    WAITING,
    /** How long native libraries' workers ran. */
    NATIVE_RUNNING,
    /** How long the quota stopped threads. */
    THROTTLED,
    /** How long some thread of the machine waited. */
    PRESSURE,
    /** How long some thread of the control group waited. */
    GROUP_PRESSURE
}
