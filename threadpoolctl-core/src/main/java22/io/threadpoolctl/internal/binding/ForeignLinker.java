package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** The way through {@code java.lang.foreign}. */
@SuppressWarnings("restricted") // native access is what it is for
final class ForeignLinker implements Linker {

    private static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    private final SymbolLookup process = java.lang.foreign.Linker.nativeLinker().defaultLookup();

    @SuppressWarnings("ThreadLocalUsage") // a static one would need an initialiser
    private final ThreadLocal<@Nullable Runnable> current = new ThreadLocal<>();

    private final Runnable callingBack;

    ForeignLinker() throws ReflectiveOperationException {
        AddressSize.require(ValueLayout.ADDRESS.byteSize());
        java.lang.foreign.Linker linker = java.lang.foreign.Linker.nativeLinker();
        MemorySegment stub = linker.upcallStub(callback(), FunctionDescriptor.ofVoid(), Arena.global());
        this.callingBack = MethodHandleProxies.asInterfaceInstance(
                Runnable.class, linker.downcallHandle(stub, FunctionDescriptor.ofVoid()));
    }

    /**
     * Runs what is current. It stays until the process ends, so it consists of parts of Java alone: nothing in it keeps our
     * class loader.
     */
    private MethodHandle callback() throws ReflectiveOperationException {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        MethodHandle get = lookup.findVirtual(ThreadLocal.class, "get", MethodType.methodType(Object.class));
        MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
        return MethodHandles.filterReturnValue(get.bindTo(current).asType(MethodType.methodType(Runnable.class)), run);
    }

    @Override
    public long find(String symbol) {
        return process.find(symbol).map(MemorySegment::address).orElse(0L);
    }

    @Override
    public long find(String library, String symbol) {
        try {
            return SymbolLookup.libraryLookup(library, Arena.global())
                    .find(symbol)
                    .map(MemorySegment::address)
                    .orElse(0L);
        } catch (IllegalArgumentException absent) {
            return 0;
        }
    }

    @Override
    public NativeFunction function(long address) {
        return new ForeignFunction(MemorySegment.ofAddress(address));
    }

    @Override
    public ByteBuffer memory(long address, int size) {
        return MemorySegment.ofAddress(address).reinterpret(size).asByteBuffer().order(ByteOrder.nativeOrder());
    }

    @Override
    public long word(long address) {
        return EVERYTHING.get(ValueLayout.JAVA_LONG, address);
    }

    @Override
    public @Nullable String string(long address) {
        return ForeignFunction.text(address);
    }

    @Override
    public void pinned(Runnable body) {
        PinnedBody.run(body, current, callingBack);
    }
}
