package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.NativeAccessException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The properties are those that JVMs of these kinds report. */
class AddressSizeTests {

    @ParameterizedTest
    @CsvSource({"i386,32", "x86,32", "arm,32", "ppc,32", "s390,32", "amd64,32", "unheardof,32", "aarch64,16"})
    void aJavaThatSaysItHasLessBitsIsRefusedWithWhatWasFoundAndWhatIsNeeded(String architecture, String model) {
        assertThatThrownBy(() -> requireBy(Map.of("os.arch", architecture, "sun.arch.data.model", model)))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContainingAll("needs a 64-bit Java", architecture, "sun.arch.data.model is " + model);
    }

    @ParameterizedTest
    @CsvSource({"amd64,64", "x86_64,64", "aarch64,64", "ppc64le,64", "s390x,64", "riscv64,64", "x86,64", "unheardof,64"
    })
    void aJavaThatSaysItHas64BitsIsAccepted(String architecture, String model) {
        assertThatNoException()
                .isThrownBy(() -> requireBy(Map.of("os.arch", architecture, "sun.arch.data.model", model)));
    }

    @Test
    void olderOpenJ9SaysItInAnotherProperty() {
        assertThatThrownBy(() -> requireBy(Map.of("os.arch", "x86", "com.ibm.vm.bitmode", "32")))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContaining("com.ibm.vm.bitmode is 32");
        assertThatNoException().isThrownBy(() -> requireBy(Map.of("os.arch", "x86", "com.ibm.vm.bitmode", "64")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"i386", "i686", "x86", "X86", "arm", "armhf", "armv7l", "ppc", "s390", "mipsel", "riscv32"})
    void whereTheBitsAreUnknownANameOf32BitsIsRefused(String architecture) {
        for (Map<String, String> properties : withoutBits(architecture)) {
            assertThatThrownBy(() -> requireBy(properties))
                    .isInstanceOf(NativeAccessException.class)
                    .hasMessageContaining(architecture);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amd64",
                "x86_64",
                "aarch64",
                "arm64",
                "ppc64le",
                "s390x",
                "riscv64",
                "sparcv9",
                "mips64el",
                "loongarch64"
            })
    void whereTheBitsAreUnknownEveryOtherNameIsLeftToNativeCode(String architecture) {
        for (Map<String, String> properties : withoutBits(architecture)) {
            assertThatNoException().isThrownBy(() -> requireBy(properties));
        }
        assertThatNoException().isThrownBy(() -> requireBy(Map.of()));
    }

    @Test
    void nativeCodeHasTheLastWord() {
        assertThatNoException().isThrownBy(() -> AddressSize.require(8));
        assertThatThrownBy(() -> AddressSize.require(4))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContainingAll("needs a 64-bit Java", "an address has 32 bits");
    }

    private static Iterable<Map<String, String>> withoutBits(String architecture) {
        Map<String, String> unknown = new HashMap<>(Map.of("os.arch", architecture));
        unknown.put("sun.arch.data.model", "unknown");
        return List.of(Map.of("os.arch", architecture), unknown);
    }

    private static void requireBy(Map<String, String> properties) {
        AddressSize.requireBy(properties::get);
    }
}
