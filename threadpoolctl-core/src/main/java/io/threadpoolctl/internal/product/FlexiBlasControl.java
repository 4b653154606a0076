package io.threadpoolctl.internal.product;

import io.threadpoolctl.Reach;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * FlexiBLAS hands everything on to its current backend, the thread count too. Where the backend is a library that was
 * recognised, that library is limited by its own rules, and FlexiBLAS is only a name for it ({@link
 * PooledLibrary#actsThrough}). FlexiBLAS's own setter is for other backends, and it is not called if the backend might be
 * an OpenBLAS with OpenMP threads.
 */
final class FlexiBlasControl implements ThreadControl, Backends {

    private final String path;
    private final FlexiBlasFunctions functions;
    private final Supplier<List<PooledLibrary>> recognised;
    private final String version;
    private volatile boolean changing;

    FlexiBlasControl(String path, FlexiBlasFunctions functions, Supplier<List<PooledLibrary>> recognised) {
        this.path = path;
        this.functions = functions;
        this.recognised = recognised;
        this.version = functions.version();
    }

    /** The libraries that may be the current backend. */
    List<PooledLibrary> backend() {
        return new BackendName(functions.current()).among(others());
    }

    /** Whether its own setter is not to be used, since the backend is limited by itself or is just changing. */
    boolean isLimitedElsewhere() {
        return changing || !backend().isEmpty();
    }

    boolean actsThrough(PooledLibrary other) {
        return !changing && backend().contains(other);
    }

    /** What a limit on the current backend reaches. */
    Reach reachOfBackend() {
        List<Reach> reaches = backend().stream()
                .map(library -> library.control().reach())
                .distinct()
                .toList();
        return reaches.size() == 1 ? reaches.get(0) : reach();
    }

    /** Of its own setter. */
    @Override
    public Reach reach() {
        return Reach.UNKNOWN;
    }

    /** The backend's own answer, since OpenBLAS with OpenMP threads gives FlexiBLAS another thread's. */
    @Override
    public @Nullable Integer threads() {
        List<PooledLibrary> backend = backend();
        return backend.isEmpty()
                ? Integer.valueOf(Math.max(1, functions.threads()))
                : backend.stream()
                        .map(library -> library.control().threads())
                        .filter(Objects::nonNull)
                        .max(Integer::compare)
                        .orElse(null); // asleep, and FlexiBLAS would ask it
    }

    @Override
    public boolean settable() {
        return !isLimitedElsewhere() && new BackendName(functions.current()).allowsSetter(others());
    }

    /** What was there belongs to the backend that was there, so its name goes along. */
    @Override
    public long limit(int threads) {
        long replaced = (long) mark() << Integer.SIZE | Integer.toUnsignedLong(functions.threads());
        functions.threads(threads);
        return replaced;
    }

    @Override
    public void restore(long replaced) {
        if ((int) (replaced >>> Integer.SIZE) == mark()) {
            functions.threads((int) replaced);
        }
    }

    @Override
    public Integer threadsOf(long replaced) {
        return Math.max(1, (int) replaced);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public @Nullable String threadingLayer() {
        List<PooledLibrary> backend = backend();
        return backend.size() == 1 ? backend.get(0).control().threadingLayer() : null;
    }

    @Override
    public Map<String, Object> details() {
        return Map.of(
                "available_backends", available(), "loaded_backends", loaded(), "current_backend", functions.current());
    }

    @Override
    public List<String> available() {
        return functions.available();
    }

    @Override
    public List<String> loaded() {
        return functions.loaded();
    }

    @Override
    public String current() {
        return functions.current();
    }

    @Override
    public int load(String nameOrPath) {
        int index = BackendName.isPath(nameOrPath)
                ? functions.loadLibrary(FlexiBlasTarget.checked(nameOrPath, path))
                : functions.load(spelling(nameOrPath));
        if (index < 0) {
            throw new IllegalArgumentException("FlexiBLAS cannot load the backend \"" + nameOrPath
                    + "\": its library is missing, cannot be opened or is no BLAS. " + known());
        }
        return index;
    }

    @Override
    public void leave() {
        changing = true;
    }

    @Override
    public void enter(int index) {
        try {
            if (!functions.switchTo(index)) {
                throw new IllegalStateException("FlexiBLAS has loaded the backend " + loaded().get(index)
                        + " but does not switch to it; the backend is still " + current() + ".");
            }
        } finally {
            changing = false;
        }
    }

    private String spelling(String name) {
        return available().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("FlexiBLAS has no backend \"" + name + "\". " + known()));
    }

    private String known() {
        return "Configured are " + String.join(", ", available()) + "; the path of a library is possible too.";
    }

    private List<PooledLibrary> others() {
        return recognised.get().stream()
                .filter(library -> library.control() != this)
                .toList();
    }

    private int mark() {
        return functions.current().hashCode();
    }
}
