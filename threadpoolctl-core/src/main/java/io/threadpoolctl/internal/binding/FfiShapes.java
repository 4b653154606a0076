package io.threadpoolctl.internal.binding;

import com.sun.jna.Platform;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The shapes that the getters and setters of libraries have. */
final class FfiShapes {

    final FfiShape toNothing;
    final FfiShape toInt;
    final FfiShape toLong;
    final FfiShape ofInt;
    final FfiShape ofLong;
    final FfiShape intToInt;
    final FfiShape intToLong;

    /** By the number of arguments: on x86-64 an {@code int} may be passed as a 64-bit number. */
    final FfiShape[] longsToLong = new FfiShape[FfiShape.MOST_ARGUMENTS + 1];

    private FfiShapes() {
        FfiCells cells = new FfiCells();
        FfiType nothing = FfiType.ofVoid();
        FfiType number = FfiType.ofInt();
        FfiType word = FfiType.ofLong();
        this.toNothing = new FfiShape(cells, nothing);
        this.toInt = new FfiShape(cells, number);
        this.toLong = new FfiShape(cells, word);
        this.ofInt = new FfiShape(cells, nothing, number);
        this.ofLong = new FfiShape(cells, nothing, word);
        this.intToInt = new FfiShape(cells, number, number);
        this.intToLong = new FfiShape(cells, word, number);
        for (int count = 0; count < longsToLong.length; count++) {
            longsToLong[count] =
                    new FfiShape(cells, word, Collections.nCopies(count, word).toArray(FfiType[]::new));
        }
    }

    /**
     * The shapes, if they can be used: what libffi is told differs by system, so that is on Linux on x86-64, and if all of
     * them pass {@link FfiTrial}. {@code null} if not; JNA makes its calls in its own way then.
     */
    static @Nullable FfiShapes create(CLibrary library) {
        if (!Platform.isLinux() || !Platform.isIntel() || !Platform.is64Bit()) {
            return null;
        }
        try {
            FfiShapes shapes = new FfiShapes();
            return new FfiTrial(shapes, library).passes() ? shapes : null;
        } catch (LinkageError | RuntimeException notWithThisJna) {
            return null;
        }
    }

    /** Where the functions of the C library are. */
    interface CLibrary {

        /** The address of a function, 0 if there is none of that name. */
        long find(String function);
    }
}
