package io.threadpoolctl.concurrent;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class VirtualWorkersTests {

    @Test
    void aThreadFactoryThatMakesVirtualThreadsIsRefused() {
        ThreadFactory virtual = Thread.ofVirtual().factory();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThreadPool.builder().threadFactory(virtual).build())
                .withMessageContaining("virtual");
    }
}
