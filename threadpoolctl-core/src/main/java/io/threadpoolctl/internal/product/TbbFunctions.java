package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the class {@code tbb::global_control} is made of ({@code oneapi/tbb/global_control.h}, 2021 and later), for its
 * parameter {@code max_allowed_parallelism}.
 *
 * <p>Each such object is a bound of the whole process for as long as it exists, and the smallest counts. oneTBB keeps its
 * address, so it stays where it is until it is destroyed, which any thread may do. To destroy one that was not created does
 * nothing. A loop that runs keeps its threads, the next one obeys.
 */
final class TbbFunctions {

    private static final int MAX_ALLOWED_PARALLELISM = 0;

    /** {@code size_t value; intptr_t reserved; int parameter}. */
    private static final int SIZE = 3 * Long.BYTES;

    private static final int PARAMETER_AT = 2 * Long.BYTES;

    private final NativeFunction create;
    private final NativeFunction destroy;
    private final IntUnaryOperator active;

    private TbbFunctions(NativeFunction create, NativeFunction destroy, NativeFunction active) {
        this.create = create;
        this.destroy = destroy;
        this.active = active.asIntUnaryOperator();
    }

    /** As somebody gets them who looks for functions in this way; {@code null} in TBB up to 2020, which has others. */
    static @Nullable TbbFunctions of(Function<String, @Nullable NativeFunction> find) {
        NativeFunction create = first(
                find,
                "_ZN3tbb6detail2r16createERNS0_2d114global_controlE",
                "?create@r1@detail@tbb@@YAXAEAVglobal_control@d1@23@@Z");
        NativeFunction destroy = first(
                find,
                "_ZN3tbb6detail2r17destroyERNS0_2d114global_controlE",
                "?destroy@r1@detail@tbb@@YAXAEAVglobal_control@d1@23@@Z");
        NativeFunction active = first(
                find,
                "_ZN3tbb6detail2r127global_control_active_valueEi",
                "?global_control_active_value@r1@detail@tbb@@YA_KH@Z");
        return create == null || destroy == null || active == null ? null : new TbbFunctions(create, destroy, active);
    }

    /** By the names that GCC and Clang give them, and those of Microsoft's compiler, which was not tried. */
    private static @Nullable NativeFunction first(Function<String, @Nullable NativeFunction> find, String... names) {
        return Stream.of(names).map(find).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The same for everybody who has found the same ones. */
    Object identity() {
        return create.address();
    }

    /** The smallest bound, or what oneTBB takes by itself if there is none. */
    int active() {
        int threads = active.applyAsInt(MAX_ALLOWED_PARALLELISM);
        return threads < 0 ? Integer.MAX_VALUE : Math.max(1, threads); // it is a size_t
    }

    /** The memory of a bound that does not exist yet. */
    static ByteBuffer memory(int threads) {
        return ByteBuffer.allocateDirect(SIZE)
                .order(ByteOrder.nativeOrder())
                .putLong(0, threads)
                .putInt(PARAMETER_AT, MAX_ALLOWED_PARALLELISM);
    }

    void create(ByteBuffer memory) {
        create.call(memory);
    }

    void destroy(ByteBuffer memory) {
        destroy.call(memory);
    }
}
