package io.threadpoolctl.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What the service accepts.
 *
 * @param maxPixels the largest picture, in pixels; larger ones are refused before they are decoded
 * @param maxScans the most scans of a JPEG file; each is a pass of the decoder over the whole picture
 * @param maxUpload the largest request body
 */
@ConfigurationProperties("demo")
record DemoProperties(
        @DefaultValue("2000000") int maxPixels,
        @DefaultValue("32") int maxScans,
        @DefaultValue("16MB") DataSize maxUpload) {

    private static final int MOST_PIXELS = 100_000_000;

    private static final int MOST_SCANS = 1000;

    private static final DataSize LARGEST_UPLOAD = DataSize.ofGigabytes(1);

    DemoProperties {
        if (maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException("demo.max-pixels is " + maxPixels + "; allowed is 1 to " + MOST_PIXELS);
        }
        if (maxScans < 1 || maxScans > MOST_SCANS) {
            throw new IllegalArgumentException("demo.max-scans is " + maxScans + "; allowed is 1 to " + MOST_SCANS);
        }
        if (maxUpload.toBytes() < 1 || maxUpload.compareTo(LARGEST_UPLOAD) > 0) {
            throw new IllegalArgumentException("demo.max-upload is " + maxUpload + "; allowed is 1B to 1GB");
        }
    }
}
