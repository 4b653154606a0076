package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PngFileTests {

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void keepsThePixels(int type) throws EOFException {
        byte[] file = TestPictures.encode(TestPictures.noise(31, 17, type), "png");
        assertThat(Comparison.pixels(PngFile.essence(file))).isEqualTo(Comparison.pixels(file));
    }

    static List<byte[]> filesWithMoreThanPixels() {
        return List.of(
                TestPng.texts(100),
                TestPng.profile(8),
                TestPng.emptyDataChunks(1000),
                TestPng.join(TestPng.plain(), new byte[1000]));
    }

    @ParameterizedTest
    @MethodSource("filesWithMoreThanPixels")
    void leavesOutWhatIsNoPixel(byte[] file) throws EOFException {
        byte[] essence = PngFile.essence(file);
        assertThat(essence).hasSizeLessThan(TestPng.plain().length + 20); // a palette, where there is one
        assertThat(Comparison.pixels(essence)).isEqualTo(Comparison.pixels(TestPng.plain()));
    }

    @Test
    void readsNoMorePixelsThanAreDeclared() throws EOFException {
        byte[] essence = PngFile.essence(TestPng.morePixelsThanDeclared(64));
        assertThat(Comparison.pixels(essence)).isEqualTo(Comparison.pixels(TestPng.plain()));
    }

    @Test
    void refusesAFileWithoutItsEnd() {
        byte[] file = TestPng.plain();
        for (int length = 8; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> PngFile.essence(part));
        }
    }
}
