package io.threadpoolctl.jar;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The finished jar of core, and those it needs. */
final class CoreJar {

    private CoreJar() {}

    static Path path() {
        return Path.of(System.getProperty("core.jar", "core.jar is not set"));
    }

    /** The module path of an application that needs core and logs through SLF4J's simple provider. */
    static String modulePath(Path application) throws ClassNotFoundException, URISyntaxException {
        return Stream.of(
                        application,
                        path(),
                        jarOf("com.sun.jna.Native"),
                        jarOf("org.slf4j.Logger"),
                        jarOf("org.slf4j.simple.SimpleLogger"),
                        jarOf("org.jspecify.annotations.NullMarked"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(String type) throws ClassNotFoundException, URISyntaxException {
        return Path.of(Class.forName(type)
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
