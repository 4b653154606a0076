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
 * What the class {@code tbb::global_control} is made of, for its parameter {@code max_allowed_parallelism}: in oneTBB ({@code
 * oneapi/tbb/global_control.h}, 2021 and later) and, as {@code tbb::interface9::global_control}, in the TBB before it ({@code
 * tbb/global_control.h} of 2020).
 *
 * <p>Each such object is a bound of the whole process for as long as it exists, and the smallest counts. TBB keeps its
 * address, so it stays where it is until it is destroyed, which any thread may do. To destroy one that was not created does
 * nothing in oneTBB and crashes the former TBB, whose constructor overwrites the second field and thereby tells whether there
 * is anything to be destroyed. A loop that runs keeps its threads, the next one obeys.
 */
final class TbbFunctions {

    private static final int MAX_ALLOWED_PARALLELISM = 0;

    /** {@code size_t value; intptr_t reserved; int parameter}, or {@code size_t value; global_control* next; int parameter}. */
    private static final int SIZE = 3 * Long.BYTES;

    private static final int SECOND_AT = Long.BYTES;
    private static final int PARAMETER_AT = 2 * Long.BYTES;

    private static final long RESERVED = 0;
    private static final long NOT_CREATED = -1;

    private final NativeFunction create;
    private final NativeFunction destroy;
    private final IntUnaryOperator active;
    private final boolean linked;

    /** @param linked whether each bound points to the next one */
    private TbbFunctions(NativeFunction create, NativeFunction destroy, NativeFunction active, boolean linked) {
        this.create = create;
        this.destroy = destroy;
        this.active = active.asIntUnaryOperator();
        this.linked = linked;
    }

    /** As somebody gets them who looks for functions in this way; {@code null} in a TBB that is too old to have them. */
    static @Nullable TbbFunctions of(Function<String, @Nullable NativeFunction> find) {
        TbbFunctions ofOneTbb = of(
                false,
                first(
                        find,
                        "_ZN3tbb6detail2r16createERNS0_2d114global_controlE",
                        "?create@r1@detail@tbb@@YAXAEAVglobal_control@d1@23@@Z"),
                first(
                        find,
                        "_ZN3tbb6detail2r17destroyERNS0_2d114global_controlE",
                        "?destroy@r1@detail@tbb@@YAXAEAVglobal_control@d1@23@@Z"),
                first(
                        find,
                        "_ZN3tbb6detail2r127global_control_active_valueEi",
                        "?global_control_active_value@r1@detail@tbb@@YA_KH@Z"));
        return ofOneTbb != null
                ? ofOneTbb
                : of(
                        true,
                        find.apply("_ZN3tbb10interface914global_control15internal_createEv"),
                        find.apply("_ZN3tbb10interface914global_control16internal_destroyEv"),
                        find.apply("_ZN3tbb10interface914global_control12active_valueEi"));
    }

    private static @Nullable TbbFunctions of(
            boolean linked,
            @Nullable NativeFunction create,
            @Nullable NativeFunction destroy,
            @Nullable NativeFunction active) {
        return create == null || destroy == null || active == null
                ? null
                : new TbbFunctions(create, destroy, active, linked);
    }

    /** By the names that GCC and Clang give them, and those of Microsoft's compiler, which was not tried. */
    private static @Nullable NativeFunction first(Function<String, @Nullable NativeFunction> find, String... names) {
        return Stream.of(names).map(find).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** The same for everybody who has found the same ones. */
    Object identity() {
        return create.address();
    }

    /** The smallest bound, or what TBB takes by itself if there is none. */
    int active() {
        int threads = active.applyAsInt(MAX_ALLOWED_PARALLELISM);
        return threads < 0 ? Integer.MAX_VALUE : Math.max(1, threads); // it is a size_t
    }

    /** The memory of a bound that does not exist yet. */
    ByteBuffer memory(int threads) {
        return ByteBuffer.allocateDirect(SIZE)
                .order(ByteOrder.nativeOrder())
                .putLong(0, threads)
                .putLong(SECOND_AT, linked ? NOT_CREATED : RESERVED)
                .putInt(PARAMETER_AT, MAX_ALLOWED_PARALLELISM);
    }

    void create(ByteBuffer memory) {
        create.call(memory);
    }

    void destroy(ByteBuffer memory) {
        if (memory.getLong(SECOND_AT) != NOT_CREATED) {
            destroy.call(memory);
        }
    }
}
