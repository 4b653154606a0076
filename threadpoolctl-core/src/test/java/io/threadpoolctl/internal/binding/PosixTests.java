package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeCode;
import io.threadpoolctl.natives.NativeJvm;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class PosixTests {

    private static final String NAME = "THREADPOOLCTL_TEST_GRÖSSE";

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void valuesOfTheEnvironmentComeBackAsTheyAreAndAreUtf8ForNativeCode(String binding) {
        Linker linker = Linkers.choose(binding);
        OperatingSystem system = OperatingSystem.named("Linux").apply(linker);
        try {
            assertThat(system.environment(NAME)).isNull();
            for (String value : List.of("größe", "線形", "\uD83D\uDE00", "")) {
                system.setEnvironment(NAME, value);
                assertThat(system.environment(NAME)).isEqualTo(value);
                byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
                ByteBuffer seen = linker.memory(linker.require("getenv").call(NAME), utf8.length + 1);
                byte[] bytes = new byte[utf8.length];
                seen.get(0, bytes);
                assertThat(bytes).isEqualTo(utf8);
                assertThat(seen.get(utf8.length)).isZero();
            }
        } finally {
            system.clearEnvironment(NAME);
        }
        assertThat(system.environment(NAME)).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void itTellsWhereALibraryLiesAndWhatIsVisibleToAll(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm.plain().property(Linkers.PROPERTY, binding).run(() -> {
            NativeProcess process = NativeProcess.current();
            NativeCode.load(gomp);
            assertThat(process.visibleToAll("omp_get_max_threads"))
                    .as("loaded for nobody else")
                    .isNull();
            NativeCode.loadForAll(gomp);
            LoadedLibrary library =
                    process.libraries(each -> each.path().equals(gomp)).get(0);
            NativeFunction own = Objects.requireNonNull(library.function("omp_get_max_threads"));
            assertThat(process.visibleToAll("omp_get_max_threads"))
                    .isNotNull()
                    .extracting(NativeFunction::address)
                    .isEqualTo(own.address());
            long base = process.libraryAt(own.address());
            assertThat(base).isNotZero().isEqualTo(process.libraryAt(base));
            assertThat(process.lowHalfAt(base)).as("the mark of an ELF file").isEqualTo(0x464c457f);
            assertThat(process.libraryAt(16)).isZero();
            assertThat(process.userId()).isNotNegative();
        });
    }
}
