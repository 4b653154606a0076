package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The functions of {@code flexiblas_api.h} (3.0 to 3.4) in Java's shape. */
final class FlexiBlasFunctions {

    private static final int NAME_SIZE = 4096;

    /** Stands in the lists and is no backend. */
    private static final String FALLBACK = "__FALLBACK__";

    private final NativeFunction getter;
    private final NativeFunction setter;
    private final NativeFunction version;
    private final NativeFunction list;
    private final NativeFunction listLoaded;
    private final NativeFunction current;
    private final NativeFunction load;
    private final NativeFunction loadLibrary;
    private final NativeFunction switchTo;

    private FlexiBlasFunctions(List<NativeFunction> functions) {
        this.getter = functions.get(0);
        this.setter = functions.get(1);
        this.version = functions.get(2);
        this.list = functions.get(3);
        this.listLoaded = functions.get(4);
        this.current = functions.get(5);
        this.load = functions.get(6);
        this.loadLibrary = functions.get(7);
        this.switchTo = functions.get(8);
    }

    static @Nullable FlexiBlasFunctions of(LoadedLibrary library) {
        NativeFunction getter = library.function("flexiblas_get_num_threads");
        if (getter == null) {
            return null;
        }
        List<NativeFunction> functions = Stream.of(
                        "get_num_threads",
                        "set_num_threads",
                        "get_version",
                        "list",
                        "list_loaded",
                        "current_backend",
                        "load_backend",
                        "load_backend_library",
                        "switch")
                .map(name -> library.function("flexiblas_" + name))
                .filter(Objects::nonNull)
                .toList();
        return functions.size() == 9 ? new FlexiBlasFunctions(functions) : null;
    }

    /** {@code int flexiblas_get_num_threads(void)}; -1 where the backend does not tell. */
    int threads() {
        return (int) getter.call();
    }

    /** {@code void flexiblas_set_num_threads(int)}. */
    void threads(int threads) {
        setter.call(threads);
    }

    /** {@code void flexiblas_get_version(int *major, int *minor, int *patch)}. */
    String version() {
        ByteBuffer major = number();
        ByteBuffer minor = number();
        ByteBuffer patch = number();
        version.call(major, minor, patch);
        return major.getInt(0) + "." + minor.getInt(0) + "." + patch.getInt(0);
    }

    List<String> available() {
        return names(list);
    }

    List<String> loaded() {
        return names(listLoaded);
    }

    /** {@code int flexiblas_current_backend(char*, size_t)}; empty if there is none. */
    String current() {
        ByteBuffer name = ByteBuffer.allocateDirect(NAME_SIZE);
        return (int) current.call(name, (long) NAME_SIZE) < 0 ? "" : Texts.upToZero(name);
    }

    /** {@code int flexiblas_load_backend(const char*)}: its place among the loaded ones, or -1. */
    int load(String name) {
        return (int) load.call(name);
    }

    /** {@code int flexiblas_load_backend_library(const char*)}: its place among the loaded ones, or -1. */
    int loadLibrary(String path) {
        return (int) loadLibrary.call(path);
    }

    /** {@code int flexiblas_switch(int)}: 0 if it has switched. */
    boolean switchTo(int index) {
        return (int) switchTo.call(index) == 0;
    }

    /** {@code ssize_t f(char *name, size_t size, ssize_t position)}: without a name the count, otherwise a length or -1. */
    private static List<String> names(NativeFunction function) {
        long count = function.call(0L, 0L, 0L);
        List<String> names = new ArrayList<>();
        for (long position = 0; position < count; position++) {
            ByteBuffer name = ByteBuffer.allocateDirect(NAME_SIZE);
            if (function.call(name, (long) NAME_SIZE, position) >= 0) {
                String text = Texts.upToZero(name);
                if (!text.equals(FALLBACK)) {
                    names.add(text);
                }
            }
        }
        return List.copyOf(names);
    }

    private static ByteBuffer number() {
        return ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
    }
}
