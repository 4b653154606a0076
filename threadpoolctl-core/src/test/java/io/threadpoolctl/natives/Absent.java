package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Assumptions;

/** What happens when something that a test needs is not on this machine. */
final class Absent {

    static final String REQUIRED = "THREADPOOLCTL_REQUIRE_LIBRARIES";

    private Absent() {}

    /** Skips the test, or fails it where everything has to be there. */
    static AssertionError skipOrFail(String reason) {
        return skipOrFail(reason, isRequired());
    }

    /** Whether everything has to be there. */
    static boolean isRequired() {
        return Boolean.parseBoolean(System.getenv(REQUIRED));
    }

    static AssertionError skipOrFail(String reason, boolean required) {
        if (required) {
            fail("%s (%s is true, so this is a failure)", reason, REQUIRED);
        }
        Assumptions.abort(reason);
        return new AssertionError(reason);
    }
}
