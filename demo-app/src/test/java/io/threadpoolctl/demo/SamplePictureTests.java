package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SamplePictureTests {

    @Test
    void drawsTheSameEveryTime() {
        assertThat(pixels(SamplePicture.draw())).isEqualTo(pixels(SamplePicture.draw()));
    }

    @Test
    void isFarFromRankOneAndNearToRankForty() {
        Picture sample = Planes.of(SamplePicture.draw());
        assertThat(Compressed.of(sample, 1).relativeError()).isGreaterThan(0.2);
        assertThat(Compressed.of(sample, 40).relativeError()).isLessThan(0.05);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
