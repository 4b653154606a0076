package io.threadpoolctl.internal.binding;

import com.sun.jna.Native;
import java.nio.ByteBuffer;

/**
 * A shape of C functions, prepared once for all calls through JNA's libffi. JNA itself prepares it again at each call, which
 * takes twice as long.
 */
final class FfiShape {

    /** As many as are passed in registers. */
    static final int MOST_ARGUMENTS = 6;

    /** The calling convention of Linux on x86-64, {@code enum ffi_abi} of {@code ffitarget.h}. */
    private static final int FFI_UNIX64 = 2;

    private final FfiCells cells;
    private final long prepared;

    @SuppressWarnings("UnusedVariable") // libffi has the addresses of these
    private final Object[] kept;

    FfiShape(FfiCells cells, FfiType result, FfiType... arguments) {
        ByteBuffer types = FfiCells.memory(MOST_ARGUMENTS * Long.BYTES);
        for (int i = 0; i < arguments.length; i++) {
            types.putLong(i * Long.BYTES, arguments[i].address());
        }
        this.cells = cells;
        this.kept = new Object[] {result, types, arguments};
        this.prepared = Native.ffi_prep_cif(FFI_UNIX64, arguments.length, result.address(), FfiCells.address(types));
    }

    /** Has libffi make a function of this shape, which calls back for as long as the callback is there. */
    long closure(Native.ffi_callback callback) {
        return Native.ffi_prep_closure(prepared, callback);
    }

    /** Calls the function at an address, which takes no argument. */
    long call(long function) {
        return call(function, 0);
    }

    /** Calls the function at an address. */
    long call(long function, long value) {
        return cells.call(prepared, function, value);
    }

    /** Calls the function at an address with as many arguments as the shape has. */
    long call(long function, long[] values) {
        return cells.call(prepared, function, values);
    }
}
