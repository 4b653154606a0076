package io.threadpoolctl.spring;

import org.jspecify.annotations.Nullable;

/** A limit that cannot be, in an annotation or a property. */
final class InvalidLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String problem;
    private final String action;
    private final @Nullable String property;

    /**
     * @param problem a sentence with the place and the value
     * @param action a sentence that says what is allowed
     * @param property the property, {@code null} if it is about an annotation
     */
    InvalidLimitException(String problem, String action, @Nullable String property) {
        super(problem + " " + action);
        this.problem = problem;
        this.action = action;
        this.property = property;
    }

    String problem() {
        return problem;
    }

    String action() {
        return action;
    }

    @Nullable
    String property() {
        return property;
    }
}
