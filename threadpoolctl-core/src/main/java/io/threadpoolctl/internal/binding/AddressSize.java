package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether addresses have 64 bits, which everything here takes for granted: handles travel as {@code long}, and structures
 * are read as 64-bit compilers lay them out. With another size the first look would end the process.
 */
final class AddressSize {

    private static final int BITS = 64;

    private AddressSize() {}

    /**
     * Refuses a Java that is none of 64 bits by its own properties, before any native code is reached. What they leave open,
     * {@link #require} has to tell.
     */
    static void requireBy(UnaryOperator<@Nullable String> properties) {
        String architecture = String.valueOf(properties.apply("os.arch"));
        boolean told = false;
        // HotSpot's name for it, and that of older OpenJ9
        for (String property : List.of("sun.arch.data.model", "com.ibm.vm.bitmode")) {
            String bits = String.valueOf(properties.apply(property));
            if (bits.matches("\\d+")) {
                told = true;
                if (!bits.equals(Integer.toString(BITS))) {
                    throw refusal(architecture, property + " is " + bits);
                }
            }
        }
        if (!told && isNarrow(architecture)) {
            throw refusal(architecture, "which has 32 bits");
        }
    }

    /** Refuses addresses of another size, as native code knows it. */
    static void require(long bytes) {
        if (bytes != BITS / Byte.SIZE) {
            throw refusal(System.getProperty("os.arch"), "an address has " + bytes * Byte.SIZE + " bits");
        }
    }

    private static boolean isNarrow(String architecture) {
        return Pattern.matches(
                "x86|i[3-6]86|arm(?!64).*|ppc|powerpc|s390|mips|mipsel|sparc|.*32",
                architecture.toLowerCase(Locale.ROOT));
    }

    private static NativeAccessException refusal(@Nullable String architecture, String reason) {
        return new NativeAccessException(
                "threadpoolctl needs a 64-bit Java, and this one is for " + architecture + " (" + reason
                        + "): no native library is seen and no limit is applied. Use a Java of 64 bits.",
                null);
    }
}
