package io.threadpoolctl.cli;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import java.net.URLClassLoader;
import java.util.Map;

/** Lets go of everything that would keep this copy of the classes in a JVM that is not ours. */
final class Leaving {

    private Leaving() {}

    static void now() {
        ClassLoader own = Leaving.class.getClassLoader();
        if (own instanceof URLClassLoader loader) {
            endThreads(own);
            overwriteLastTypes();
            try {
                loader.close();
            } catch (IOException e) {
                // the jar is closed when nobody refers to the loader any more
            }
        }
    }

    /** Java 17 keeps the types for which it last made a record's methods; after this they are its own. */
    private static void overwriteLastTypes() {
        Map<String, MethodType> methods = Map.of(
                "equals", MethodType.methodType(boolean.class, String.class, Object.class),
                "hashCode", MethodType.methodType(int.class, String.class),
                "toString", MethodType.methodType(String.class, String.class));
        methods.forEach((method, type) -> {
            try {
                ObjectMethods.bootstrap(
                        MethodHandles.lookup(),
                        method,
                        type,
                        String.class,
                        "text",
                        MethodHandles.identity(String.class));
            } catch (Throwable e) {
                // a Java that makes them for records only
            }
        });
    }

    /** JNA's own thread waits for garbage, and ends at once when it is interrupted. */
    private static void endThreads(ClassLoader own) {
        Thread[] threads = new Thread[2 * Thread.activeCount() + 8];
        int count = Thread.enumerate(threads);
        for (int i = 0; i < count; i++) {
            if (threads[i].getClass().getClassLoader() == own) {
                threads[i].interrupt();
            }
        }
    }
}
