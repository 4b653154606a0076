package io.threadpoolctl.jar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** What the finished jar says about itself. */
record CoreManifest(
        @Nullable String bindings,
        @Nullable String multiRelease,
        @Nullable String automaticModuleName,
        int builtByJava) {

    static CoreManifest read() {
        try (JarFile jar = new JarFile(CoreJar.path().toFile())) {
            Attributes main = jar.getManifest().getMainAttributes();
            return new CoreManifest(
                    main.getValue("Threadpoolctl-Bindings"),
                    main.getValue(Attributes.Name.MULTI_RELEASE),
                    main.getValue("Automatic-Module-Name"),
                    Integer.parseInt(main.getValue("Build-Jdk-Spec")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean namesFfm() {
        return "ffm, jna".equals(bindings);
    }
}
