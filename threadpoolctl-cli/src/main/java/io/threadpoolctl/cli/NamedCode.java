package io.threadpoolctl.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;

/** Loads what is named on the command line. What cannot be loaded is said on standard error. */
final class NamedCode {

    private final ClassLoader classes;
    private int failures;

    /** @param classPath jars and directories, separated as on this platform */
    NamedCode(String classPath) {
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            try {
                if (!place.isBlank()) {
                    places.add(new File(place).toURI().toURL());
                    explain(place);
                }
            } catch (MalformedURLException e) {
                warn("use " + place, e);
            }
        }
        this.classes = new URLClassLoader(places.toArray(URL[]::new), NamedCode.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
    }

    /** How many names could not be loaded. */
    int failures() {
        return failures;
    }

    /** In such a jar the classes lie in jars of their own, where no class loader but Spring's finds them. */
    private static void explain(String place) {
        if (!new File(place).isFile()) {
            return;
        }
        try (JarFile jar = new JarFile(place)) {
            if (jar.getEntry("BOOT-INF/") != null || jar.getEntry("WEB-INF/lib-provided/") != null) {
                System.err.println("WARNING: the classes of " + place
                        + " lie in jars inside it, as Spring Boot packs them, and are not found there; unpack it by"
                        + " \"java -Djarmode=tools -jar " + place
                        + " extract --destination unpacked\" and use --classpath unpacked/"
                        + new File(place).getName());
            }
        } catch (IOException e) {
            System.err.println("WARNING: " + place + " is no jar that can be read: " + e.getMessage());
        }
    }

    /**
     * Runs the main method of a class without arguments.
     *
     * @return whether it ended well
     */
    boolean runMain(String className) {
        try {
            Class.forName(className, true, classes)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
            return true;
        } catch (InvocationTargetException e) {
            warn("run " + className, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            warn("run " + className, e);
        }
        return false;
    }

    /** Loads a class or, if there is none of that name, a native library. */
    void load(String name) {
        try {
            if (isPath(name)) {
                System.load(Path.of(name).toAbsolutePath().toString());
            } else if (!initialise(name)) {
                loadLibrary(name);
            }
        } catch (LinkageError | RuntimeException e) {
            failures++;
            warn("load " + name, e);
        }
    }

    private boolean initialise(String className) {
        try {
            Class.forName(className, true, classes);
            return true;
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static void loadLibrary(String name) {
        try {
            System.loadLibrary(name);
        } catch (UnsatisfiedLinkError notByThisName) {
            Optional<Path> file = LibraryFiles.find(name);
            if (file.isEmpty()) {
                throw new UnsatisfiedLinkError("no class and no native library of that name was found");
            }
            System.load(file.get().toString());
        }
    }

    private static boolean isPath(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
    }

    private static void warn(String what, Throwable reason) {
        Throwable cause =
                reason instanceof ExceptionInInitializerError && reason.getCause() != null ? reason.getCause() : reason;
        String message = cause instanceof UnsatisfiedLinkError && cause.getMessage() != null
                ? cause.getMessage()
                : cause.toString();
        System.err.println("WARNING: could not " + what + ": " + message);
    }
}
