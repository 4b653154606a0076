package io.threadpoolctl.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the finished jar says about the ways into native code that it holds. */
class ManifestJarTests {

    private static final int FIRST_WITH_FFM = 22;
    private static final String FFM_CLASS =
            "META-INF/versions/22/io/threadpoolctl/internal/binding/ForeignLinker.class";

    @Test
    void builtByAJavaThatHasForeignFunctionsItHoldsBothWaysAndSaysSo() throws IOException {
        CoreManifest manifest = CoreManifest.read();
        boolean ffm = manifest.builtByJava() >= FIRST_WITH_FFM;
        assertThat(manifest.bindings()).isEqualTo(ffm ? "ffm, jna" : "jna");
        assertThat(manifest.multiRelease()).isEqualTo(ffm ? "true" : null);
        try (JarFile jar = new JarFile(CoreJar.path().toFile())) {
            assertThat(jar.getEntry(FFM_CLASS) != null).isEqualTo(ffm);
        }
    }
}
