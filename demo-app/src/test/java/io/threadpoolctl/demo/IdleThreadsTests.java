package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** What the native environment says to OpenBLAS, which reads it once, when it is loaded. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
class IdleThreadsTests {

    private static final String VARIABLE = "OPENBLAS_THREAD_TIMEOUT";

    @Test
    void theySleepSoonUnlessSomebodyHasDecided() {
        String before = System.getenv(VARIABLE); // Java's own copy, from before Spring
        assertThat(Function.getFunction("c", "getenv").invokeString(new Object[] {VARIABLE}, false))
                .isEqualTo(Objects.requireNonNullElse(before, "18"));
    }
}
