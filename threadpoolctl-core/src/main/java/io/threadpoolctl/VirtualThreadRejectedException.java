package io.threadpoolctl;

/** A virtual thread may not limit a library whose value belongs to the thread: {@link VirtualThreadPolicy#REJECT}. */
public final class VirtualThreadRejectedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    public VirtualThreadRejectedException(String message) {
        super(message);
    }
}
