package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LibraryFamily;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a library is called by users: by the beginning of its file name. */
final class LibraryName {

    private static final List<String> MARKS = List.of(".so", ".dylib", ".dll", ".jnilib", ".tmp");

    /** What Java, and others, make names of temporary files unique with: a long number, or a UUID. */
    private static final Pattern RANDOM =
            Pattern.compile("[-_.]?([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\\d{8,})");

    private LibraryName() {}

    /**
     * The longest prefix of its family that its file has, or what is the same in the file's name each time the library is
     * unpacked into a temporary file, or the product's name if nothing is.
     */
    static String prefix(LibraryFamily family, String fileName) {
        return family.prefixes().stream()
                .filter(fileName::startsWith)
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> {
                    String lasting = RANDOM.matcher(stem(fileName)).replaceAll("");
                    return lasting.isEmpty() ? family.internalApi() : lasting;
                });
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
