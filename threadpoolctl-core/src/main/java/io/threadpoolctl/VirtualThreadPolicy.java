package io.threadpoolctl;

/**
 * What happens when a virtual thread asks to limit a library whose value belongs to the operating-system thread.
 *
 * <p>Such a value lives on the carrier: a virtual thread that blocks inside a scope may go on on another carrier, without
 * its limit, and leave the limit to whoever comes next. Libraries whose reach is the process are not concerned.
 */
public enum VirtualThreadPolicy {

    /**
     * {@link Threadpools#call} and {@link Threadpools#run} hold the virtual thread on its carrier while their body runs. A
     * body that waits for other virtual threads meanwhile holds its carrier, too: with as many such bodies as there are
     * carriers, they wait for ever. {@link Threadpools#limit}, which cannot hold it, leaves these libraries alone.
     */
    PIN,

    /** A {@link VirtualThreadRejectedException}, before anything is changed. */
    REJECT,

    /** These libraries are left alone on virtual threads. */
    OFF
}
