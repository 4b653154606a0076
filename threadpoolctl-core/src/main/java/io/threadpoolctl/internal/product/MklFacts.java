package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a running MKL says about itself. Asking wakes it. */
final class MklFacts {

    /** {@code mkl_service.h} wants at least 198 characters. */
    private static final int VERSION_SIZE = 200;

    private static final Pattern VERSION = Pattern.compile("Version ([^ ]+) ");

    private final NativeFunction versionString;
    /** In the order of their numbers in {@code mkl_service.h}, from 1 on; 2025.2 has LAPACK as a fifth. */
    private static final List<String> DOMAINS = List.of("blas", "fft", "vml", "pardiso");

    private final @Nullable IntSupplier dynamic;
    private final @Nullable IntUnaryOperator domain;
    private volatile @Nullable String version;

    MklFacts(
            NativeFunction versionString,
            @Nullable NativeFunction MKL_Get_Dynamic,
            @Nullable NativeFunction MKL_Domain_Get_Max_Threads) {
        this.versionString = versionString;
        this.dynamic = MKL_Get_Dynamic == null ? null : MKL_Get_Dynamic.asIntSupplier();
        this.domain = MKL_Domain_Get_Max_Threads == null ? null : MKL_Domain_Get_Max_Threads.asIntUnaryOperator();
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

    /**
     * Whether MKL may use fewer threads than it is told to ({@code MKL_DYNAMIC}), which is its default; and the number of each
     * domain, which beats the common one where the application has set it, and which the thread's own number beats.
     */
    Map<String, Object> details() {
        Map<String, Object> details = new LinkedHashMap<>();
        if (dynamic != null) {
            details.put("dynamic", dynamic.getAsInt() != 0);
        }
        if (domain != null) {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (String name : DOMAINS) {
                numbers.put(name, domain.applyAsInt(numbers.size() + 1));
            }
            details.put("domains", Map.copyOf(numbers));
        }
        return details;
    }

    private String versionText() {
        ByteBuffer text = ByteBuffer.allocateDirect(VERSION_SIZE);
        versionString.call(text, VERSION_SIZE - 1);
        return Texts.upToZero(text);
    }
}
