package io.threadpoolctl.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** For which processor a file was made: a machine may have libraries for several, of which this Java takes one kind. */
final class ElfKind {

    private static final byte[] MAGIC = {0x7f, 'E', 'L', 'F'};
    private static final int HEADER = 20;
    private static final int CLASS_AND_ORDER = 4;
    private static final int MACHINE = 18;
    private static final Path OWN = Path.of("/proc/self/exe");

    private ElfKind() {}

    /** Whether Java can load it; also {@code true} where that cannot be told. */
    static boolean isThatOfThisJava(Path file) {
        byte[] own = header(OWN);
        byte[] other = header(file);
        return !isElf(own) || !isElf(other) || (same(own, other, CLASS_AND_ORDER) && same(own, other, MACHINE));
    }

    private static boolean same(byte[] own, byte[] other, int from) {
        return Arrays.equals(own, from, from + 2, other, from, from + 2);
    }

    private static boolean isElf(byte[] header) {
        return header.length == HEADER && Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static byte[] header(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(HEADER);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
