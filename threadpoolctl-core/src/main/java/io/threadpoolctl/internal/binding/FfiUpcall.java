package io.threadpoolctl.internal.binding;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * A native function that calls back into Java, made by JNA's libffi past JNA's own callbacks: those are kept by JNA in a map
 * that holds on to the class loader of whoever made them.
 *
 * <p>libffi refers to this object weakly. Its memory, some hundred bytes, is not given back: there is one of these for each
 * copy of this code.
 */
final class FfiUpcall implements Native.ffi_callback, Upcall {

    @SuppressWarnings("ThreadLocalUsage") // there is one of this class
    private final ThreadLocal<@Nullable Runnable> current = new ThreadLocal<>();

    private final FfiShape shape;
    private final long function;

    private FfiUpcall(FfiShape shape) {
        this.shape = shape;
        // the first word of JNA's struct, as its CallbackReference reads it, too
        this.function = new Pointer(shape.closure(this)).getLong(0);
    }

    /**
     * Makes one and tries it.
     *
     * @param shape of functions that take nothing and return nothing
     * @return {@code null} if it does not call back
     */
    static @Nullable FfiUpcall create(FfiShape shape) {
        try {
            FfiUpcall upcall = new FfiUpcall(shape);
            boolean[] called = {false};
            upcall.run(() -> called[0] = true);
            return called[0] ? upcall : null;
        } catch (LinkageError | RuntimeException | StackOverflowError notWithThisJna) { // the last if nothing came back
            return null;
        }
    }

    @Override
    public void run(Runnable body) {
        PinnedBody.run(body, current, () -> shape.call(function));
    }

    @Override
    public void invoke(long shape, long result, long arguments) {
        Runnable body = current.get();
        if (body != null) {
            body.run();
        }
    }
}
