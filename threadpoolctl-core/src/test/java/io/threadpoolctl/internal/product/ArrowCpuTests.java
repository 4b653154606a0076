package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How Arrow returns the outcome of its setter depends on the processor. */
class ArrowCpuTests {

    private static final String GET = "_ZN5arrow24GetCpuThreadPoolCapacityEv";
    private static final String SET = "_ZN5arrow24SetCpuThreadPoolCapacityEi";

    private final RecordedLibrary library = new RecordedLibrary("/lib/libarrow.so.1803")
            .with(GET, argument -> 8)
            .with(SET, argument -> 0);

    @ParameterizedTest
    @ValueSource(strings = {"aarch64", "ppc64le", "riscv64", "s390x", "x86"})
    void onOtherProcessorsThanX8664ItIsShownAndItsSetterIsNeverCalled(String architecture) {
        ThreadControl control = new ArrowCpu(architecture).recognise(library);
        assertThat(control).isNotNull().extracting(ThreadControl::threads).isEqualTo(8);
        assertThat(control).extracting(ThreadControl::settable).isEqualTo(false);
        assertThat(control)
                .extracting(ThreadControl::obstacle, InstanceOfAssertFactories.STRING)
                .contains("x86-64 alone", "OMP_NUM_THREADS");
        assertThat(library.calls(SET)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "x86_64"})
    void onX8664ItIsLimitedForTheProcess(String architecture) {
        ThreadControl control = new ArrowCpu(architecture).recognise(library);
        assertThat(control).isNotNull().extracting(ThreadControl::reach).isEqualTo(Reach.PROCESS);
        assertThat(control).extracting(each -> each.limit(1)).isEqualTo(8L);
        assertThat(library.calls(SET)).isEqualTo(1);
    }

    @Test
    void withoutASetterItIsNotItsBusiness() {
        assertThat(new ArrowCpu("amd64").recognise(new RecordedLibrary("/lib/libarrow.so", GET)))
                .isNull();
    }
}
