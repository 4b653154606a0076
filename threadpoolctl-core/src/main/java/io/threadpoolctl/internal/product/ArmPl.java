package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import io.threadpoolctl.spi.ThreadControl;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Arm Performance Libraries: {@code armpl_get_num_threads} and {@code armpl_set_num_threads} of {@code armpl.h}. What the
 * setter reaches is not documented, so it counts as the process and is read back. Written to the documentation, tried
 * against a stub.
 *
 * <p>Its integers have 32 or 64 bits, depending on the build. A 64-bit argument is right for both, since the others read
 * its lower half.
 */
final class ArmPl implements LibraryFamily {

    @Override
    public UserApi userApi() {
        return UserApi.BLAS;
    }

    @Override
    public String internalApi() {
        return "armpl";
    }

    @Override
    public List<String> prefixes() {
        return List.of("libarmpl", "armpl");
    }

    /** The version is asked for because FlexiBLAS exports the getter and the setter, but not this. */
    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        NativeFunction getter = library.function("armpl_get_num_threads");
        if (getter == null) {
            return null;
        }
        NativeFunction setter = library.function("armpl_set_num_threads");
        NativeFunction version = library.function("armplversion");
        return setter == null || version == null
                ? null
                : new Control(getter.asIntSupplier(), setter.asLongConsumer(), text(version));
    }

    /** {@code void armplversion(armpl_int_t *major, armpl_int_t *minor, armpl_int_t *patch, const char **tag)}. */
    private static String text(NativeFunction armplversion) {
        ByteBuffer major = number();
        ByteBuffer minor = number();
        ByteBuffer patch = number();
        armplversion.call(major, minor, patch, number());
        return major.getInt(0) + "." + minor.getInt(0) + "." + patch.getInt(0);
    }

    private static ByteBuffer number() {
        return ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    private record Control(IntSupplier getter, LongConsumer setter, String version) implements ThreadControl {

        @Override
        public Reach reach() {
            return Reach.UNKNOWN;
        }

        @Override
        public Integer threads() {
            return Math.max(1, getter.getAsInt());
        }

        @Override
        public long limit(int threads) {
            int replaced = getter.getAsInt();
            setter.accept(threads);
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            setter.accept(replaced);
        }
    }
}
