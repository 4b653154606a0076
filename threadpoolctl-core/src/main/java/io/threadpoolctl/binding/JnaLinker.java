package io.threadpoolctl.binding;

import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The way through JNA. */
final class JnaLinker implements Linker {

    private static final Object[] NO_ARGUMENTS = {};

    private final NativeLibrary process = NativeLibrary.getProcess();
    private final Trampoline trampoline = new Trampoline();
    private final Function trampolineFunction = Function.getFunction(CallbackReference.getFunctionPointer(trampoline));

    @Override
    public long find(String symbol) {
        try {
            return Pointer.nativeValue(process.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError absent) {
            return 0;
        }
    }

    @Override
    public NativeFunction function(long address) {
        return new JnaFunction(address);
    }

    @Override
    public ByteBuffer memory(long address, int size) {
        return new Pointer(address).getByteBuffer(0, size).order(ByteOrder.nativeOrder());
    }

    @Override
    public @Nullable String string(long address) {
        return address == 0 ? null : new Pointer(address).getString(0, JnaFunction.UTF_8);
    }

    @Override
    public void pinned(Runnable body) {
        Runnable outer = Trampoline.BODY.get();
        Trampoline.BODY.set(body);
        try {
            trampolineFunction.invokeVoid(NO_ARGUMENTS);
        } finally {
            Trampoline.BODY.set(outer);
        }
    }
}
