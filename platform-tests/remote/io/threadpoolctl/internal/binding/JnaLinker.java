package io.threadpoolctl.internal.binding;

import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * In place of the product's class of this name, which it has to be ahead of on the class path: the way into the native code of
 * a helper process instead of this one's.
 */
final class JnaLinker implements Linker {

    JnaLinker() {
        RemoteMemory.watch();
    }

    @Override
    public long find(String symbol) {
        return RemoteProcess.find("", symbol);
    }

    @Override
    public long find(String library, String symbol) {
        return RemoteProcess.find(library, symbol);
    }

    @Override
    public NativeFunction function(long address) {
        return new RemoteFunction(address);
    }

    @Override
    public ByteBuffer memory(long address, int size) {
        return RemoteMemory.at(address, size);
    }

    @Override
    public long word(long address) {
        RemoteMemory.push();
        return ByteBuffer.wrap(RemoteProcess.read(address, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
    }

    @Override
    public String string(long address) {
        return RemoteProcess.string(address);
    }

    @Override
    public void pinned(Runnable body) {
        body.run();
    }

    /** A virtual thread here has no thread of its own there. */
    @Override
    public boolean canPin() {
        return false;
    }
}
