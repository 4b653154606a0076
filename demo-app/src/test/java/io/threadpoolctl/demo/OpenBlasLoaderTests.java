package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the native environment says to OpenBLAS, which reads it once, when it is loaded. */
class OpenBlasLoaderTests {

    private static final String VARIABLE = "OPENBLAS_THREAD_TIMEOUT";
    private static final int REPLACE = 1;

    private final @Nullable String before = get();

    @AfterEach
    void putBack() {
        if (before == null) {
            Function.getFunction("c", "unsetenv").invokeInt(new Object[] {VARIABLE});
        } else {
            set(before);
        }
    }

    @Test
    void idleThreadsSleepSoonUnlessSomebodyHasDecided() {
        Function.getFunction("c", "unsetenv").invokeInt(new Object[] {VARIABLE});
        new OpenBlasLoader().afterPropertiesSet();
        assertThat(get()).isEqualTo("24");
        set("10");
        new OpenBlasLoader().afterPropertiesSet();
        assertThat(get()).isEqualTo("10");
    }

    private static @Nullable String get() {
        return Function.getFunction("c", "getenv").invokeString(new Object[] {VARIABLE}, false);
    }

    private static void set(String value) {
        Function.getFunction("c", "setenv").invokeInt(new Object[] {VARIABLE, value, REPLACE});
    }
}
