package io.threadpoolctl.demo;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/**
 * Loads OpenBLAS at startup, so that its pools can be seen and limited before the first picture comes. What is loaded in
 * the middle of a limited call is limited from the next call on only.
 */
@Component
class OpenBlasLoader implements InitializingBean {

    /**
     * For so many ticks of the processor's clock, as a power of two, an idle thread of OpenBLAS's pool spins before it
     * sleeps; OpenBLAS's {@code blas_server.c} reads the variable when it is loaded. By default that is tens of milliseconds,
     * in which the spinning thread takes a processor from those who share it: with two clients that cost a sixth of the
     * requests. Now it is some milliseconds.
     */
    private static final String IDLE_TICKS = "24";

    private static final String VARIABLE = "OPENBLAS_THREAD_TIMEOUT";
    private static final int KEEP_WHAT_IS_SET = 0;

    @Override
    public void afterPropertiesSet() {
        if (!Platform.isWindows()) {
            NativeLibrary.getProcess()
                    .getFunction("setenv")
                    .invokeInt(new Object[] {VARIABLE, IDLE_TICKS, KEEP_WHAT_IS_SET});
        }
        Loader.load(openblas.class);
    }
}
