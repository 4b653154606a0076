package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

/** On the JDK's own reader and files that nobody has looked at before. */
class RowLimitTests {

    private static final BufferedImage IMAGE = TestPictures.sample(40, 30);
    private static final int SCANS_OF_A_PROGRESSIVE_ONE = 10;

    @Test
    void letsAReaderHaveItsPasses() throws IOException {
        byte[] progressive = TestJpeg.progressive(IMAGE);
        assertThat(read(progressive, SCANS_OF_A_PROGRESSIVE_ONE).getWidth()).isEqualTo(40);
    }

    @Test
    void endsAReaderThatWantsOneMore() {
        byte[] progressive = TestJpeg.progressive(IMAGE);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read(progressive, SCANS_OF_A_PROGRESSIVE_ONE - 1))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("allowed 9 passes"));
    }

    private static BufferedImage read(byte[] file, int mostPasses) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(input, true, true);
            reader.addIIOReadUpdateListener(new RowLimit(IMAGE.getHeight(), mostPasses));
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }
}
