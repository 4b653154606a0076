package io.threadpoolctl.demo;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;

/**
 * Keeps of a JPEG file what its pixels are made of, and counts its scans: each costs the decoder a pass over the whole
 * picture, however few bytes it has. Comments, colour profiles, thumbnails and what follows the picture are left out.
 */
final class JpegFile {

    private static final int PREFIX = 0xff;
    private static final int STUFFING = 0x00;
    private static final int TEMPORARY = 0x01;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int JFIF = 0xe0;
    private static final int ADOBE = 0xee;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;

    private final byte[] bytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int at = 2; // behind the start marker
    private int scans;

    private JpegFile(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] essence(byte[] bytes, int mostScans) throws EOFException {
        JpegFile file = new JpegFile(bytes);
        file.walk();
        if (file.scans > mostScans) {
            throw Refusal.tooManyScans(file.scans, mostScans);
        }
        return file.kept.toByteArray();
    }

    private void walk() throws EOFException {
        keepMarker(START);
        for (int marker = nextMarker(); marker != END; marker = nextMarker()) {
            if (!standsAlone(marker)) {
                segment(marker);
            }
        }
        keepMarker(END);
    }

    private int nextMarker() throws EOFException {
        int marker = STUFFING;
        while (marker == STUFFING) {
            while (byteAt(at) != PREFIX) {
                at++;
            }
            while (byteAt(at) == PREFIX) {
                at++;
            }
            marker = byteAt(at++);
        }
        return marker;
    }

    private void segment(int marker) throws EOFException {
        int start = at;
        at += Math.max(2, byteAt(at) << 8 | byteAt(at + 1));
        if (marker == SCAN) {
            scans++;
            skipScanData();
        }
        byteAt(at - 1);
        if (!isDescription(marker)) {
            keepMarker(marker);
            kept.write(bytes, start, at - start);
        }
    }

    private void skipScanData() throws EOFException {
        while (byteAt(at) != PREFIX || isScanData(byteAt(at + 1))) {
            at++;
        }
    }

    private void keepMarker(int marker) {
        kept.write(PREFIX);
        kept.write(marker);
    }

    private int byteAt(int index) throws EOFException {
        if (index >= bytes.length) {
            throw new EOFException("the file ends too early");
        }
        return bytes[index] & 0xff;
    }

    private static boolean isScanData(int afterPrefix) {
        return afterPrefix == STUFFING || afterPrefix == PREFIX || isRestart(afterPrefix);
    }

    private static boolean standsAlone(int marker) {
        return marker == TEMPORARY || marker == START || isRestart(marker);
    }

    private static boolean isRestart(int marker) {
        return FIRST_RESTART <= marker && marker <= LAST_RESTART;
    }

    /** JFIF's and Adobe's segments say which colours the components are; what else applications write does not count. */
    private static boolean isDescription(int marker) {
        boolean isApplication = JFIF <= marker && marker <= LAST_APPLICATION;
        return marker == COMMENT || (isApplication && marker != JFIF && marker != ADOBE);
    }
}
