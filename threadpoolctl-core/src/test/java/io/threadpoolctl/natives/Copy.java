package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A copy of the core in a class loader of its own, as a second web application has one. It is asked by words, since its types
 * are not those of whoever asks.
 */
public final class Copy implements AutoCloseable {

    private final URLClassLoader loader;
    private final BiFunction<String, Integer, Object> inside;

    private Copy(URLClassLoader loader, BiFunction<String, Integer, Object> inside) {
        this.loader = loader;
        this.inside = inside;
    }

    /** A new copy; it chooses its binding when it is first asked. */
    public static Copy load() {
        URL[] classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Copy::url)
                .toArray(URL[]::new);
        URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        try {
            @SuppressWarnings("unchecked") // as the class below says
            BiFunction<String, Integer, Object> inside =
                    (BiFunction<String, Integer, Object>) loader.loadClass(Inside.class.getName())
                            .getDeclaredConstructor()
                            .newInstance();
            return new Copy(loader, inside);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The copy has no inside.", e);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** Opens a scope on the calling thread. */
    public Runnable limitBlas(int threads) {
        return (Runnable) inside.apply("blas", threads);
    }

    /** Opens a scope on the calling thread. */
    public Runnable limitOpenmp(int threads) {
        return (Runnable) inside.apply("openmp", threads);
    }

    /** Opens a scope on the calling thread. */
    public Runnable limitTbb(int threads) {
        return (Runnable) inside.apply("tbb", threads);
    }

    /** Caps every pool. */
    public Runnable capAll(int threads) {
        return (Runnable) inside.apply("cap", threads);
    }

    /** Limits every pool for the whole process. */
    public void limitProcess(int threads) {
        assertThat(inside.apply("process", threads)).isNotNull();
    }

    /** How many caps it knows of, and who made the first. */
    public String caps() {
        return String.valueOf(inside.apply("caps", 0));
    }

    /** Runs an empty call under a limit of one thread in every pool. */
    public void callLimited() {
        assertThat(inside.apply("call", 1)).isNotNull();
    }

    /** The same on a virtual thread, which is held on its carrier meanwhile; does nothing where Java has none. */
    public void callLimitedOnAVirtualThread() {
        Optional<Method> start = Stream.of(Thread.class.getMethods())
                .filter(method -> method.getName().equals("startVirtualThread"))
                .findFirst();
        if (start.isPresent()) {
            try {
                ((Thread) start.get().invoke(null, (Runnable) this::callLimited)).join();
            } catch (ReflectiveOperationException | InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Looks, as an endpoint does. */
    public void look() {
        assertThat(inside.apply("look", 0)).isNotNull();
    }

    ClassLoader loader() {
        return loader;
    }

    @Override
    public void close() {
        try {
            loader.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The part that lives in the copy. */
    public static final class Inside implements BiFunction<String, Integer, Object> {

        /** For the loader. */
        public Inside() {}

        @Override
        public Object apply(String what, Integer threads) {
            Threadpools pools = Threadpools.ofProcess();
            return switch (what) {
                case "blas" -> closing(pools.limit(Limits.blas(threads)));
                case "openmp" -> closing(pools.limit(Limits.openmp(threads)));
                case "tbb" -> closing(pools.limit(Limits.of("tbb", threads)));
                case "cap" -> closing(pools.cap(Limits.all(threads), "a test"));
                case "process" -> pools.limitProcess(Limits.all(threads));
                case "call" -> pools.<Integer, RuntimeException>call(Limits.all(threads), () -> threads);
                case "caps" ->
                    pools.snapshot().caps().stream()
                            .map(cap -> cap.limits() + " by " + cap.origin())
                            .toList();
                case "look" -> pools.snapshot().pools().size();
                default -> throw new AssertionError(what);
            };
        }

        private static Runnable closing(LimitScope scope) {
            assertThat(scope.original().values()).allMatch(threads -> threads > 0);
            return scope::close;
        }
    }
}
