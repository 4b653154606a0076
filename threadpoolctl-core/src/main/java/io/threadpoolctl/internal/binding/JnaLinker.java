package io.threadpoolctl.internal.binding;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import io.threadpoolctl.spi.NativeFunction;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way through JNA.
 *
 * <p>JNA's libraries, callbacks and memory are cleaned up after by a thread of JNA's, which lives as long as there are any,
 * and with it JNA's class loader. So nothing of that kind is held for longer than it is used.
 */
final class JnaLinker implements Linker {

    /** Of functions of the C library, which stays where it is. */
    private final Map<String, Long> found = new ConcurrentHashMap<>();

    private final @Nullable FfiShapes shapes;

    /** Held weakly unless it is libffi's: JNA's own would have its cleaner run for as long as it is held. */
    private volatile WeakReference<Upcall> upcall = new WeakReference<>(null);

    @SuppressWarnings("UnusedVariable") // libffi refers to it weakly
    private volatile @Nullable FfiUpcall kept;

    private volatile boolean cannotPin;

    JnaLinker() {
        AddressSize.require(Native.POINTER_SIZE);
        this.shapes = FfiShapes.create(this::find);
    }

    @Override
    public long find(String symbol) {
        Long known = found.get(symbol);
        if (known != null) {
            return known;
        }
        long address = addressIn(cleanedUp(NativeLibrary::getProcess), symbol);
        if (address != 0) {
            found.put(symbol, address);
        }
        return address;
    }

    @Override
    public long find(String library, String symbol) {
        try {
            return addressIn(cleanedUp(() -> NativeLibrary.getInstance(library)), symbol);
        } catch (UnsatisfiedLinkError absent) {
            return 0;
        }
    }

    private static long addressIn(NativeLibrary library, String symbol) {
        try {
            return Pointer.nativeValue(library.getGlobalVariableAddress(symbol));
        } catch (UnsatisfiedLinkError absent) {
            return 0;
        }
    }

    @Override
    public NativeFunction function(long address) {
        return shapes != null ? new FfiFunction(address, shapes) : new JnaFunction(address);
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
        Upcall used = upcall();
        try {
            used.run(body);
        } finally {
            Reference.reachabilityFence(used);
        }
    }

    @Override
    public boolean canPin() {
        if (cannotPin) {
            return false;
        }
        try {
            upcall();
            return true;
        } catch (LinkageError | RuntimeException noCallback) { // where memory may not be made executable, for one
            cannotPin = true;
            return false;
        }
    }

    private Upcall upcall() {
        Upcall known = upcall.get();
        if (known == null) {
            StackRoom.requireForFirstUse();
            known = newUpcall();
            upcall = new WeakReference<>(known);
        }
        return known;
    }

    private Upcall newUpcall() {
        FfiUpcall made = shapes == null ? null : FfiUpcall.create(shapes.toNothing);
        if (made == null) {
            return cleanedUp(JnaUpcall::new);
        }
        kept = made;
        return made;
    }

    /**
     * Makes something that JNA cleans up after. That may start JNA's thread, and the JDK's for a process that JNA starts, which
     * are not to keep the class loader of whoever comes first. If no thread can be had, JNA goes without one at the second try.
     */
    private static <T> T cleanedUp(Supplier<T> maker) {
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        try {
            return maker.get();
        } catch (OutOfMemoryError noThread) {
            return maker.get();
        } finally {
            thread.setContextClassLoader(loader);
        }
    }
}
