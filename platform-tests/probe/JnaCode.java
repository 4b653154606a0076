import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.Optional;
import java.util.OptionalLong;

/** A library in this process, by its handle of the loader. */
final class JnaCode implements Code {

    private final String path;
    private final Pointer handle;

    JnaCode(String path, Pointer handle) {
        this.path = path;
        this.handle = handle;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public OptionalLong get(String function) {
        Function getter = find(function);
        if (getter == null) {
            return OptionalLong.empty();
        }
        Object[] none = {};
        return OptionalLong.of(function.startsWith("bli_") ? getter.invokeLong(none) : getter.invokeInt(none));
    }

    @Override
    public void set(String function, int value) {
        find(function).invokeVoid(new Object[] {value});
    }

    @Override
    public Optional<Work> work() {
        Function product = find("cblas_dgemm");
        if (product != null) {
            return Optional.of(new Dgemm(product, path.contains("64-")));
        }
        Function region = find("GOMP_parallel");
        return Optional.ofNullable(region).map(Region::new);
    }

    /** A function of this library or of one that it needs; {@code null} if there is none. */
    private Function find(String name) {
        Pointer address = (Pointer) ThisProcess.c("dlsym").invoke(Pointer.class, new Object[] {handle, name});
        return address == null ? null : Function.getFunction(address);
    }
}
