package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompressedTests {

    @Test
    void losesTheRootOfWhatIsLeftOut() {
        Picture picture = new Picture(2, 2, List.of(new double[] {3, 4, 0, 5})); // see LowRankTests: 45 kept, 5 lost
        assertThat(Compressed.of(picture, 1).relativeError()).isEqualTo(Math.sqrt(5.0 / 50), within(1e-12));
    }

    @Test
    void losesLessAtAHigherRankAndNothingAtTheHighest() {
        Picture picture = Planes.of(TestPictures.sample(96, 64));
        double last = 1;
        for (int rank = 1; rank <= 64; rank++) {
            double error = Compressed.of(picture, rank).relativeError();
            assertThat(error).as("error at rank %d", rank).isLessThan(last);
            last = error;
        }
        assertThat(last).isLessThan(1e-12);
    }

    @Test
    void losesNothingOfBlack() {
        Picture black = Planes.of(TestPictures.plain(8, 8, Color.BLACK));
        assertThat(Compressed.of(black, 1).relativeError()).isZero();
    }

    @Test
    void countsTheNumbersThatStandForThePicture() {
        Compressed compressed = Compressed.of(Planes.of(TestPictures.sample(30, 20)), 2);
        assertThat(compressed.numbers()).isEqualTo(3 * 2 * (30 + 20 + 1));
        assertThat(compressed.keptShare()).isEqualTo(306 / 1800.0);
    }

    @Test
    void keepsThePlanesApart() {
        BufferedImage image = TestPictures.plain(8, 8, new Color(200, 100, 50));
        Picture rebuilt = Compressed.of(Planes.of(image), 1).picture();
        assertThat(Planes.toImage(rebuilt).getRGB(3, 3)).isEqualTo(new Color(200, 100, 50).getRGB());
    }
}
