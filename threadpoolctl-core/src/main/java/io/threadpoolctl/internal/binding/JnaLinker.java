package io.threadpoolctl.internal.binding;

import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The way through JNA. */
final class JnaLinker implements Linker {

    private static final Object[] NO_ARGUMENTS = {};

    private final boolean ffi;
    private final NativeLibrary process;
    private final Trampoline trampoline = new Trampoline();
    private final Function trampolineFunction;

    JnaLinker() {
        AddressSize.require(Native.POINTER_SIZE);
        this.ffi = FfiShape.isPossible();
        this.process = NativeLibrary.getProcess();
        this.trampolineFunction = Function.getFunction(CallbackReference.getFunctionPointer(trampoline));
    }

    @Override
    public long find(String symbol) {
        return find(process, symbol);
    }

    @Override
    public long find(String library, String symbol) {
        try {
            return find(NativeLibrary.getInstance(library), symbol);
        } catch (UnsatisfiedLinkError absent) {
            return 0;
        }
    }

    private static long find(NativeLibrary library, String symbol) {
        try {
            return Pointer.nativeValue(library.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError absent) {
            return 0;
        }
    }

    @Override
    public NativeFunction function(long address) {
        return ffi ? new FfiFunction(address) : new JnaFunction(address);
    }

    @Override
    public ByteBuffer memory(long address, int size) {
        return new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    @Override
    public long word(long address) {
        return new Pointer(address).getLong(0);
    }

    @Override
    public @Nullable String string(long address) {
        return JnaFunction.text(address);
    }

    @Override
    public void pinned(Runnable body) {
        PinnedBody.run(body, () -> trampolineFunction.invokeVoid(NO_ARGUMENTS));
    }
}
