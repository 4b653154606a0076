package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibraryNameTests {

    private final OpenMp family =
            new OpenMp(new KmpRuntimes(RecordedLibrary::at, () -> KmpRegistration.NOBODY, name -> null, true));

    @ParameterizedTest
    @CsvSource({
        "libgomp.so.1, libgomp",
        "libgomp-a34b3233.so.1.0.0, libgomp",
        "libtorch_cpu.so.2, libtorch_cpu",
        "jnilib-5905123456789012345.tmp, jnilib",
        "libxgboost4j5905123456789012345.so, libxgboost4j",
        "lightgbm_1234567890123.DLL, lightgbm",
        "snappy-1.1.10-0a1b2c3d-0a1b-0a1b-0a1b-0a1b2c3d4e5f-libsnappyjava.so, snappy-1.1.10-libsnappyjava",
        "5905123456789012345.tmp, openmp",
        "libmodel-2024.so, libmodel-2024",
        "oddly-named, oddly-named"
    })
    void theNameIsTheSameEachTimeTheLibraryIsUnpacked(String fileName, String prefix) {
        assertThat(LibraryName.prefix(family, fileName)).isEqualTo(prefix);
    }
}
