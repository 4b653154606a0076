package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;

/**
 * Calls functions of the C library in every shape. They change nothing that anybody else sees, and their answers are known.
 */
final class FfiTrial {

    private static final int NUMBER = 4711;

    /** {@code inet_ntoa} takes an address as one number, and writes the text where it has written the last one. */
    private static final int ADDRESS = 0x04030201;

    private static final String ADDRESS_TEXT = "1.2.3.4";
    private static final int OTHER_ADDRESS = 0x08070605;
    private static final String OTHER_ADDRESS_TEXT = "5.6.7.8";

    private final FfiShapes shapes;
    private final FfiShapes.CLibrary library;

    FfiTrial(FfiShapes shapes, FfiShapes.CLibrary library) {
        this.shapes = shapes;
        this.library = library;
    }

    /** Whether all answers are right. */
    boolean passes() {
        return numbersComeBack() && numbersGoThere() && textsAreWritten() && memoryIsWritten();
    }

    private boolean numbersComeBack() {
        long getpid = library.find("getpid");
        long self = library.find("pthread_self");
        return getpid != 0
                && self != 0
                && (int) shapes.toInt.call(getpid) == ProcessHandle.current().pid()
                && isLong(shapes.toLong.call(self), new JnaFunction(self).call());
    }

    /** What comes back is an address, which half a number could not hold. */
    private static boolean isLong(long called, long expected) {
        return called == expected && called != (int) called;
    }

    private boolean numbersGoThere() {
        long abs = library.find("abs");
        long toupper = library.find("toupper");
        return abs != 0
                && toupper != 0
                && (int) shapes.intToInt.call(abs, -NUMBER) == NUMBER
                && (int) shapes.intToInt.call(toupper, 'a') == 'A'
                && (int) shapes.intToInt.call(toupper, -1) == -1;
    }

    private boolean textsAreWritten() {
        long inetNtoa = library.find("inet_ntoa");
        if (inetNtoa == 0) {
            return false;
        }
        long text = shapes.intToLong.call(inetNtoa, ADDRESS);
        boolean written = ADDRESS_TEXT.equals(JnaFunction.text(text));
        shapes.ofInt.call(inetNtoa, OTHER_ADDRESS);
        return written && OTHER_ADDRESS_TEXT.equals(JnaFunction.text(text));
    }

    private boolean memoryIsWritten() {
        long time = library.find("time");
        ByteBuffer seconds = FfiCells.memory(Long.BYTES);
        if (time != 0) {
            shapes.ofLong.call(time, FfiCells.address(seconds));
        }
        return seconds.getLong(0) > 0;
    }
}
