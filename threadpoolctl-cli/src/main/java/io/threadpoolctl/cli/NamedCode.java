package io.threadpoolctl.cli;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads what is named on the command line. What cannot be loaded is said on standard error, and that is all. */
final class NamedCode {

    private final ClassLoader classes;

    /** @param classPath jars and directories, separated as on this platform */
    NamedCode(String classPath) {
        List<URL> places = new ArrayList<>();
        for (String place : classPath.split(File.pathSeparator, -1)) {
            try {
                if (!place.isBlank()) {
                    places.add(new File(place).toURI().toURL());
                }
            } catch (MalformedURLException e) {
                warn("use " + place, e);
            }
        }
        this.classes = new URLClassLoader(places.toArray(URL[]::new), NamedCode.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(classes);
    }

    /** Runs the main method of a class without arguments. */
    void runMain(String className) {
        try {
            Class.forName(className, true, classes)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        } catch (InvocationTargetException e) {
            warn("run " + className, e.getCause() == null ? e : e.getCause());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            warn("run " + className, e);
        }
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
