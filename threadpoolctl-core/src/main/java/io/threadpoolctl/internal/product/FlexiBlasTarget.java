package io.threadpoolctl.internal.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A library file that FlexiBLAS is asked to use. A BLAS with 64-bit integers under a FlexiBLAS with 32-bit ones ends the
 * process with a segmentation fault, so it is refused before it is loaded: by its name, or by what an OpenBLAS has to say in
 * its file. Loading it to ask it is no way: FlexiBLAS opens its backends apart from the rest, and must be the first.
 */
final class FlexiBlasTarget {

    private static final String OPENBLAS_WITH_64_BITS = "USE64BITINT";
    private static final int PIECE = 1 << 20;

    private FlexiBlasTarget() {}

    /**
     * The path if it may be used.
     *
     * @throws IllegalArgumentException otherwise
     */
    static String checked(String path, String flexiblas) {
        Path file = existing(path);
        boolean flexiblasHas64Bits = fileName(Path.of(flexiblas)).startsWith("libflexiblas64");
        if (!flexiblasHas64Bits && has64BitIntegers(file)) {
            throw new IllegalArgumentException("The library " + path
                    + " has 64-bit integers (ILP64) and this FlexiBLAS has 32-bit ones; together they end the process."
                    + " Take the 32-bit (LP64) build of that library.");
        }
        return path;
    }

    private static Path existing(String path) {
        try {
            return Path.of(path).toRealPath();
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("There is no library file \"" + path + "\" for FlexiBLAS to load.", e);
        }
    }

    private static boolean has64BitIntegers(Path file) {
        String name = fileName(file);
        return Stream.of("ilp64", "openblas64", "blis64", "blas64").anyMatch(name::contains)
                || contains(file, OPENBLAS_WITH_64_BITS);
    }

    private static boolean contains(Path file, String mark) {
        try (var input = Files.newInputStream(file)) {
            String overlap = "";
            while (true) {
                byte[] piece = input.readNBytes(PIECE);
                if (piece.length == 0) {
                    return false;
                }
                String text = overlap + new String(piece, StandardCharsets.ISO_8859_1);
                if (text.contains(mark)) {
                    return true;
                }
                overlap = text.substring(Math.max(0, text.length() - mark.length()));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("The library file " + file + " cannot be read.", e);
        }
    }

    private static String fileName(Path file) {
        return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    }
}
