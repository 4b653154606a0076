package io.threadpoolctl.internal.product;

import java.util.Map;

/**
 * Whether native code may be called that may itself call an OpenMP runtime: the first call into one of several of LLVM's
 * kind may end the process ({@link KmpRuntime}).
 */
interface Readiness {

    /** What a library tells about itself while it may not be called. */
    Map<String, Object> ASLEEP = Map.of("asleep", true);

    /** Of code that calls none of them. */
    Readiness ALWAYS = new Readiness() {
        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public boolean mayBeCalled() {
            return true;
        }
    };

    /** Whether it may be called, as far as can be told for next to nothing; errs on the side of no. */
    boolean isReady();

    /** Whether it may be called, after a closer look. */
    boolean mayBeCalled();

    /** What a library that has nothing else to tell tells about itself. */
    default Map<String, Object> details() {
        return mayBeCalled() ? Map.of() : ASLEEP;
    }
}
