package io.threadpoolctl.cli;

/** What was asked for cannot be done; the message is the sentence that says why, and what to do. Exit code 1. */
final class NotPossibleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPossibleException(String sentence) {
        super(sentence);
    }

    NotPossibleException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
