package io.threadpoolctl.natives;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.function.IntSupplier;

/** A library that a scenario loads and calls, past everything that threadpoolctl does. */
public final class NativeCode {

    private static final int RTLD_LAZY = 1;
    private static final int RTLD_GLOBAL = 0x100;
    private static final Pointer RTLD_DEFAULT = Pointer.NULL;

    private final Pointer handle;

    private NativeCode(Pointer handle) {
        this.handle = handle;
    }

    /** Loads a library under exactly this path, visible to nobody but the libraries that need it. */
    public static NativeCode load(String path) {
        return open(path, RTLD_LAZY);
    }

    /** Loads a library whose symbols every other library may find. */
    public static NativeCode loadForAll(String path) {
        return open(path, RTLD_LAZY | RTLD_GLOBAL);
    }

    private static NativeCode open(String path, int mode) {
        Pointer handle = (Pointer) c("dlopen").invoke(Pointer.class, new Object[] {path, mode});
        if (handle == null) {
            throw new UnsatisfiedLinkError(c("dlerror").invokeString(new Object[0], false));
        }
        return new NativeCode(handle);
    }

    /** Whether the whole process can find a symbol, as a library that does not say where it comes from would. */
    public static boolean isVisibleToAll(String symbol) {
        return c("dlsym").invoke(Pointer.class, new Object[] {RTLD_DEFAULT, symbol}) != null;
    }

    /** Gives the library up; it goes if nobody else holds it. */
    public void unload() {
        c("dlclose").invokeInt(new Object[] {handle});
    }

    /** A function of this library or of one that it needs. */
    public Optional<Function> find(String name) {
        Pointer address = (Pointer) c("dlsym").invoke(Pointer.class, new Object[] {handle, name});
        return Optional.ofNullable(address).map(Function::getFunction);
    }

    /** A function that has to be there. */
    public Function function(String name) {
        return find(name).orElseThrow(() -> new UnsatisfiedLinkError("No function " + name));
    }

    /** Calls a function that returns a C int. */
    public int call(String name, Object... arguments) {
        return function(name).invokeInt(arguments);
    }

    /** A function {@code int f(void)}, looked up once. */
    public IntSupplier intGetter(String name) {
        Function getter = function(name);
        return () -> getter.invokeInt(new Object[0]);
    }

    private static Function c(String name) {
        return NativeLibrary.getProcess().getFunction(name);
    }
}
