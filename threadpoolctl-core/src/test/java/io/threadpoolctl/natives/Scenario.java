package io.threadpoolctl.natives;

import java.io.Serializable;

/**
 * What is to happen in a JVM of its own: a lambda or a method reference that captures nothing but serializable values, such
 * as the path of a library. It fails by throwing, as a test does.
 */
@FunctionalInterface
public interface Scenario extends Serializable {

    /** Runs in the other JVM. */
    void run() throws Exception;
}
