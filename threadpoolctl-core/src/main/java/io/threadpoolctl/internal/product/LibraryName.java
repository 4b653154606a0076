package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LibraryFamily;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** How a library is called by users: by the beginning of its file name. */
final class LibraryName {

    private static final List<String> MARKS = List.of(".so", ".dylib", ".dll");

    private LibraryName() {}

    /** The longest prefix of its family that its file has, or the file name's stem. */
    static String prefix(LibraryFamily family, String fileName) {
        return family.prefixes().stream()
                .filter(fileName::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> stem(fileName));
    }

    /** The file name up to what marks a shared library: {@code libtorch_cpu.so.2} is {@code libtorch_cpu}. */
    private static String stem(String name) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        int end = MARKS.stream()
                .mapToInt(lowerCase::indexOf)
                .filter(at -> at > 0)
                .min()
                .orElse(name.length());
        return name.substring(0, end);
    }
}
