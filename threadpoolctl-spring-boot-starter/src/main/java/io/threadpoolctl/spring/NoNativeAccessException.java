package io.threadpoolctl.spring;

/** Native code cannot be reached, and the application wants to fail then. */
final class NoNativeAccessException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoNativeAccessException(Throwable problem) {
        super(problem.getMessage(), problem);
    }
}
