package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The two things by which BLIS decides how many threads it uses: a thread count, and five <em>ways</em>, the factors of
 * its loops. {@code bli_thread.h}; their type {@code dim_t} has 64 bits unless the build says otherwise.
 */
final class BlisCounts {

    private static final List<String> LOOPS = List.of("jc", "pc", "ic", "jr", "ir");

    private final LongSupplier getter;
    private final LongConsumer setter;
    private final List<LongSupplier> waysGetters;
    private final @Nullable NativeFunction waysSetter;
    private final boolean narrow;

    private BlisCounts(LoadedLibrary library, NativeFunction getter, NativeFunction setter) {
        NativeFunction size = library.function("bli_info_get_int_type_size");
        this.narrow = size != null && size.asIntSupplier().getAsInt() == Integer.SIZE;
        this.getter = number(getter);
        this.setter = narrow ? threads -> setter.asIntConsumer().accept((int) threads) : setter.asLongConsumer();
        List<NativeFunction> ways = LOOPS.stream()
                .map(loop -> library.function("bli_thread_get_" + loop + "_nt"))
                .filter(Objects::nonNull)
                .toList();
        NativeFunction setWays = library.function("bli_thread_set_ways");
        boolean hasWays = ways.size() == LOOPS.size() && setWays != null;
        this.waysGetters = hasWays ? ways.stream().map(this::number).toList() : List.of();
        this.waysSetter = hasWays ? setWays : null;
    }

    static @Nullable BlisCounts of(LoadedLibrary library) {
        NativeFunction getter = library.function("bli_thread_get_num_threads");
        NativeFunction setter = getter == null ? null : library.function("bli_thread_set_num_threads");
        return getter == null || setter == null ? null : new BlisCounts(library, getter, setter);
    }

    private LongSupplier number(NativeFunction function) {
        if (narrow) {
            var getInt = function.asIntSupplier();
            return getInt::getAsInt;
        }
        return function.asLongSupplier();
    }

    long threads() {
        return getter.getAsLong();
    }

    void threads(long threads) {
        setter.accept(threads);
    }

    /** Empty in a build that has none. */
    long[] ways() {
        return waysGetters.stream().mapToLong(LongSupplier::getAsLong).toArray();
    }

    void ways(long[] ways) {
        if (waysSetter != null) {
            waysSetter.call(Arrays.stream(ways)
                    .mapToObj(way -> narrow ? (Object) (int) way : (Object) way)
                    .toArray());
        }
    }

    void allWays(long way) {
        long[] ways = new long[waysGetters.size()];
        Arrays.fill(ways, way);
        ways(ways);
    }
}
