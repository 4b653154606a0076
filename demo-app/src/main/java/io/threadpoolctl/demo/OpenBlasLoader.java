package io.threadpoolctl.demo;

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

    @Override
    public void afterPropertiesSet() {
        Loader.load(openblas.class);
    }
}
