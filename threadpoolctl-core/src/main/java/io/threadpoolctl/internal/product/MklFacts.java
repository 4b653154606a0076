package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a running MKL says about itself. Asking wakes it. */
final class MklFacts {

    /** {@code mkl_service.h} wants at least 198 characters. */
    private static final int VERSION_SIZE = 200;

    private static final Pattern VERSION = Pattern.compile("Version ([^ ]+) ");

    private final NativeFunction versionString;
    private final @Nullable IntSupplier dynamic;
    private volatile @Nullable String version;

    MklFacts(NativeFunction versionString, @Nullable NativeFunction dynamic) {
        this.versionString = versionString;
        this.dynamic = dynamic == null ? null : dynamic.asIntSupplier();
    }

    /** Such as {@code 2025.3-Product}. */
    @Nullable
    String version() {
        String known = version;
        if (known == null) {
            Matcher matcher = VERSION.matcher(versionText());
            known = matcher.find() ? matcher.group(1) : null;
            version = known;
        }
        return known;
    }

    /** Whether MKL may use fewer threads than it is told to ({@code MKL_DYNAMIC}), which is its default. */
    Map<String, Object> details() {
        return dynamic == null ? Map.of() : Map.of("dynamic", dynamic.getAsInt() != 0);
    }

    private String versionText() {
        ByteBuffer text = ByteBuffer.allocateDirect(VERSION_SIZE);
        versionString.call(text, VERSION_SIZE - 1);
        return Texts.upToZero(text);
    }
}
