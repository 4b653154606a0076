package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.charset.StandardCharsets;

/**
 * Tries a linker on functions that every C library has. So a way that is only half there, such as a JNA of another version,
 * is found out before anything relies on it.
 */
final class LinkerTrial {

    private static final String TEXT = "threadpoolctl \u00fc";

    private LinkerTrial() {}

    /** @throws IllegalStateException if the linker gives wrong answers; it may throw anything else as well */
    static void require(Linker linker) {
        if (linker.find("strdup") == 0 || linker.find("strlen") == 0 || linker.find("free") == 0) {
            return; // Windows' process shows no C library
        }
        NativeFunction free = linker.require("free");
        long copy = linker.require("strdup").call(TEXT);
        try {
            byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
            byte[] seen = new byte[bytes.length];
            linker.memory(copy, seen.length).get(0, seen);
            long length = linker.require("strlen").call(copy);
            if (length != bytes.length || !TEXT.equals(linker.string(copy)) || seen[0] != bytes[0]) {
                throw new IllegalStateException("a copied text reads \"" + linker.string(copy) + "\"");
            }
        } finally {
            free.call(copy);
        }
    }
}
