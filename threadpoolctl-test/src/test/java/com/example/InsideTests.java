package com.example;

import static io.threadpoolctl.test.LimitAssert.assertLimited;

import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.test.LimitLeakExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LimitLeakExtension.class)
class InsideTests {

    @Test
    void whatIsHandedOverIsLimited() {
        Runnable work = () -> assertLimited(Limits.blas(1));
        Threadpools.ofProcess().run(Limits.all(1), work);
    }
}
