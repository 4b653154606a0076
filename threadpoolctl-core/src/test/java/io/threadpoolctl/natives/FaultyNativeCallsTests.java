package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.faults.FaultLoader;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Before or behind a call of a real library's function there is an error, at each call, one after the other. */
@Timeout(120)
class FaultyNativeCallsTests {

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void anErrorAroundAnyCallOfALibraryLeavesNothingBehind(String binding) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String gomp = DebianLibrary.LIBGOMP.path();
        System.out.println(NativeJvm.plain()
                .property("threadpoolctl.binding", binding)
                .environment("OPENBLAS_NUM_THREADS", "2")
                .environment("OMP_NUM_THREADS", "8")
                .run(() -> {
                    Object made = FaultLoader.aroundNativeCalls()
                            .loadClass(FaultyNativeCalls.class.getName())
                            .getConstructor(String.class, String.class)
                            .newInstance(openblas, gomp);
                    Supplier<Error> error = () -> new OutOfMemoryError("on purpose");
                    Object wrong = made.getClass()
                            .getMethod("failAtEveryCall", Supplier.class)
                            .invoke(made, error);
                    assertThat((List<?>) wrong).isEmpty();
                }));
    }
}
