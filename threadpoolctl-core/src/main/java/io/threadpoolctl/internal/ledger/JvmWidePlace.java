package io.threadpoolctl.internal.ledger;

import java.lang.Thread.UncaughtExceptionHandler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One map for all copies of this code in the JVM, whichever class loaders they come from. It holds types of the JDK only, so
 * that it keeps no class loader alive and every copy understands it.
 *
 * <p>System properties are no place for it: they take other types than text badly, and get replaced. So it hangs on a
 * thread of the JVM itself that never ends and never fails, the reference handler: as its handler of uncaught exceptions,
 * which is at the same time a supplier of the map.
 *
 * <p>The map says in which {@linkplain #FORMAT format} it is. A copy that finds another one stays by itself and says so.
 */
final class JvmWidePlace {

    /** To be counted up whenever {@link SharedValue} or {@link ThreadCells} lay their numbers out in another way. */
    static final int FORMAT = 1;

    private static final String FORMAT_KEY = "format";

    /** Set by GraalVM. */
    private static final String IN_NATIVE_IMAGE = "org.graalvm.nativeimage.imagecode";

    private static final String USUAL_THREAD = "Reference Handler";

    private JvmWidePlace() {}

    /**
     * The map that all copies share, made by the first one; {@code null} if this JVM has no place for it. A native image has
     * one copy, and cannot make the handler, whose class is born at run time.
     */
    static @Nullable ConcurrentMap<Object, Object> find() {
        if (System.getProperty(IN_NATIVE_IMAGE) != null) {
            return null;
        }
        Thread holder = holder();
        if (holder == null) {
            return null;
        }
        synchronized (holder) {
            ConcurrentMap<Object, Object> known = read(holder);
            if (known != null) {
                return known;
            }
            ConcurrentMap<Object, Object> made = new ConcurrentHashMap<>(Map.of(FORMAT_KEY, FORMAT));
            holder.setUncaughtExceptionHandler(supplierOf(made));
            return made;
        }
    }

    /** The format that the first copy has given the map. */
    static int formatOf(Map<Object, Object> place) {
        return place.get(FORMAT_KEY) instanceof Integer format ? format : 0;
    }

    @SuppressWarnings("unchecked") // whoever supplies a map there has read this class
    private static @Nullable ConcurrentMap<Object, Object> read(Thread holder) {
        return holder.getUncaughtExceptionHandler() instanceof Supplier<?> supplier
                        && supplier.get() instanceof ConcurrentMap<?, ?> map
                        && map.containsKey(FORMAT_KEY)
                ? (ConcurrentMap<Object, Object>) map
                : null;
    }

    /** A thread of the topmost group, which holds what the JVM itself has started; the same one for every copy. */
    private static @Nullable Thread holder() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group != null && group.getParent() != null) {
            group = group.getParent();
        }
        if (group == null) {
            return null;
        }
        Thread[] threads = new Thread[2 * group.activeCount() + 8];
        int count = group.enumerate(threads, false);
        return Stream.of(threads)
                .limit(count)
                .min(Comparator.comparing((Thread thread) -> !thread.getName().equals(USUAL_THREAD))
                        .thenComparing(Thread::getId))
                .orElse(null);
    }

    /** Made of the JDK's own parts alone: a lambda would be a class of this copy. */
    private static UncaughtExceptionHandler supplierOf(Object map) {
        Thread caller = Thread.currentThread();
        ClassLoader ofTheCaller = caller.getContextClassLoader();
        caller.setContextClassLoader(ClassLoader.getSystemClassLoader()); // where Java 17 puts the proxy's class
        try {
            MethodHandle always = MethodHandles.dropArguments(
                    MethodHandles.constant(Object.class, map), 0, Object.class, Method.class, Object[].class);
            InvocationHandler handler = MethodHandleProxies.asInterfaceInstance(InvocationHandler.class, always);
            return (UncaughtExceptionHandler) Proxy.newProxyInstance(
                    ClassLoader.getSystemClassLoader(),
                    new Class<?>[] {UncaughtExceptionHandler.class, Supplier.class},
                    handler);
        } finally {
            caller.setContextClassLoader(ofTheCaller);
        }
    }
}
