package io.threadpoolctl.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PictureCodecTests {

    private static final int MOST_SCANS = 12;

    private final PictureCodec codec =
            new PictureCodec(new DemoProperties(10_000, MOST_SCANS, DataSize.ofMegabytes(1)), new CodecSlots());

    @ParameterizedTest
    @CsvSource({
        BufferedImage.TYPE_INT_RGB + ", 3",
        BufferedImage.TYPE_INT_ARGB + ", 4",
        BufferedImage.TYPE_BYTE_GRAY + ", 1",
        BufferedImage.TYPE_BYTE_BINARY + ", 1",
        BufferedImage.TYPE_BYTE_INDEXED + ", 3"
    })
    void keepsEveryPixelOfAPng(int type, int planes) {
        BufferedImage image = TestPictures.noise(31, 17, type);
        Picture picture = codec.decode(TestPictures.encode(image, "png"));
        assertThat(picture.planes()).hasSize(planes);
        assertSamePixels(TestPictures.decode(codec.encode(picture)), image);
    }

    @Test
    void readsGreyOfSixteenBits() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 128 * 257);
        Picture picture = codec.decode(TestPictures.encode(image, "png"));
        assertThat(picture.planes()).hasSize(1);
        assertThat(picture.planes().get(0)).containsExactly(255, 128);
    }

    @Test
    void readsColoursThatAreAllGreyAsOnePlane() {
        BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().drawImage(TestPictures.noise(3, 3, BufferedImage.TYPE_BYTE_GRAY), 0, 0, null);
        assertThat(codec.decode(TestPictures.encode(image, "png")).planes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({BufferedImage.TYPE_INT_RGB + ", 3", BufferedImage.TYPE_BYTE_GRAY + ", 1"})
    void readsJpeg(int type, int planes) {
        byte[] jpeg = TestPictures.encode(TestPictures.noise(40, 30, type), "jpeg");
        Picture picture = codec.decode(jpeg);
        assertThat(picture.planes()).hasSize(planes);
        assertThat(picture.width()).isEqualTo(40);
        assertThat(picture.height()).isEqualTo(30);
    }

    @Test
    void acceptsTheLargestPictureAndRefusesOneMoreRow() {
        assertThatNoException().isThrownBy(() -> codec.decode(png(100, 100)));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> codec.decode(png(100, 101)))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("100 x 101", "10,000"));
    }

    @Test
    void acceptsTheMostScansAndRefusesOneMore() {
        BufferedImage image = TestPictures.sample(40, 30);
        assertThatNoException().isThrownBy(() -> codec.decode(TestJpeg.scans(image, MOST_SCANS)));
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> codec.decode(TestJpeg.scans(image, MOST_SCANS + 1)))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("13 scans", "allowed are 12"));
    }

    @Test
    void refusesAPictureThatIsLargerThanItsData() {
        byte[] claims = TestPictures.encode(TestPictures.sample(24, 24), "jpeg");
        for (int i = 0; i < claims.length; i++) {
            if (claims[i] == (byte) 0xff && claims[i + 1] == (byte) 0xc0) {
                claims[i + 6] = claims[i + 8] = 96; // height and width
                break;
            }
        }
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> codec.decode(claims))
                .satisfies(refusal -> assertThat(refusal.getBody().getDetail()).contains("ends too early"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void refusesAFileCutOffAnywhere(String format) {
        byte[] whole = TestPictures.encode(TestPictures.noise(40, 40, BufferedImage.TYPE_INT_RGB), format);
        for (int length = 8; length < whole.length * 9 / 10; length += 13) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatExceptionOfType(Refusal.class)
                    .as("%d of %d bytes", length, whole.length)
                    .isThrownBy(() -> codec.decode(part));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void readsOrRefusesWhateverIsDamaged(String format) {
        byte[] whole = TestPictures.encode(TestPictures.noise(24, 24, BufferedImage.TYPE_INT_RGB), format);
        long seed = 42;
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 3; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                Picture picture = codec.decode(damaged);
                assertThat(picture.width() * picture.height()).isBetween(1, 10_000);
            } catch (Refusal refusal) {
                assertThat(refusal.getStatusCode().is4xxClientError())
                        .as("seed %d, round %d", seed, round)
                        .isTrue();
            }
        }
    }

    private static byte[] png(int width, int height) {
        return TestPictures.encode(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png");
    }

    private static void assertSamePixels(BufferedImage actual, BufferedImage expected) {
        assertThat(rgb(actual)).isEqualTo(rgb(expected));
    }

    private static int[] rgb(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
