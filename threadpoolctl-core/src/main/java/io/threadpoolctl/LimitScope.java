package io.threadpoolctl;

import java.util.Map;

/**
 * An open section of code under limits, from {@link Threadpools#limit} to {@link #close()}.
 *
 * <p>Close it on the thread that opened it, best by try-with-resources. Scopes may be closed in any order. Another thread
 * may close it as well: what reaches the whole process is released at once, what belongs to the owner's thread when the
 * owner next enters or leaves a scope.
 */
public interface LimitScope extends AutoCloseable {

    /**
     * How many threads there were before this scope: for each user API the smallest number among its libraries that this
     * scope limits. Empty if it limits none.
     */
    Map<UserApi, Integer> original();

    /** Takes the limits back. A second call does nothing. Throws nothing. */
    @Override
    void close();
}
