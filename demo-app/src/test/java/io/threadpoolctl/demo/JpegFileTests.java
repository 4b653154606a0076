package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegFileTests {

    private static final int MANY = 1000;
    private static final int SCANS_OF_A_PROGRESSIVE_ONE = 10;
    private static final BufferedImage IMAGE = TestPictures.sample(40, 30);

    @Test
    void keepsAFileThatHasNothingButPixels() throws EOFException {
        byte[] plain = TestPictures.encode(IMAGE, "jpeg");
        byte[] grey = TestPictures.encode(TestPictures.noise(40, 30, BufferedImage.TYPE_BYTE_GRAY), "jpeg");
        byte[] progressive = TestJpeg.progressive(IMAGE);
        assertThat(JpegFile.essence(plain, 1)).isEqualTo(plain);
        assertThat(JpegFile.essence(grey, 1)).isEqualTo(grey);
        assertThat(JpegFile.essence(progressive, SCANS_OF_A_PROGRESSIVE_ONE)).isEqualTo(progressive);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xe1, 0xe2, 0xed, 0xef, 0xfe})
    void leavesOutWhatApplicationsAndPeopleSayOfIt(int marker) throws EOFException {
        byte[] plain = TestPictures.encode(IMAGE, "jpeg");
        byte[] scans = {(byte) 0xff, (byte) 0xda, (byte) 0xff, (byte) 0xda};
        byte[] described = TestJpeg.withSegment(plain, marker, scans);
        assertThat(JpegFile.essence(described, 1)).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xe0, 0xee})
    void keepsWhatSaysTheColours(int marker) throws EOFException {
        byte[] described = TestJpeg.withSegment(TestPictures.encode(IMAGE, "jpeg"), marker, new byte[12]);
        assertThat(JpegFile.essence(described, 1)).isEqualTo(described);
    }

    @Test
    void leavesOutWhatStandsBetweenSegmentsAndBehindTheEnd() throws EOFException {
        byte[] plain = TestPictures.encode(IMAGE, "jpeg");
        byte[] start = Arrays.copyOf(plain, 2);
        byte[] rest = Arrays.copyOfRange(plain, 2, plain.length);
        byte[] strewn = TestPng.join(start, new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xff}, rest, plain);
        assertThat(JpegFile.essence(strewn, 1)).isEqualTo(plain);
    }

    @Test
    void countsTheScansThatADecoderMeets() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> JpegFile.essence(TestJpeg.scans(IMAGE, MANY), MANY - 1))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("1,000 scans", "are 999"));
    }

    @Test
    void refusesAFileWithoutItsEnd() {
        byte[] file = TestPictures.encode(IMAGE, "jpeg");
        for (int length = 3; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatExceptionOfType(EOFException.class).isThrownBy(() -> JpegFile.essence(part, 1));
        }
    }
}
