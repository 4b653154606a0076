package io.threadpoolctl.internal.product;

/** A family of one's own has failed, and that has been told. Not for use outside this project. */
public final class FamilyFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FamilyFailedException(String message) {
        super(message);
    }
}
