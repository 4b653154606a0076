package io.threadpoolctl.jar;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.NativeJvm;
import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar in a module layer that an application, a container say, has made itself. */
@Timeout(120)
class ModuleLayerJarTests {

    private final Path directory;

    ModuleLayerJarTests(@TempDir Path directory) {
        this.directory = directory;
    }

    /** One loader for each module: core's own loader does not see the module that provides the family. */
    @Test
    void aFamilyOfTheSameLayerIsFoundAlthoughAnotherLoaderHasIt() throws Exception {
        String modulePath = NamedApplication.compile(directory).modulePath();
        String output = NativeJvm.plain().run(() -> {
            Path[] entries = Stream.of(modulePath.split(File.pathSeparator))
                    .map(Path::of)
                    .toArray(Path[]::new);
            Configuration configuration = ModuleLayer.boot()
                    .configuration()
                    .resolveAndBind(ModuleFinder.of(entries), ModuleFinder.of(), Set.of(NamedApplication.MODULE));
            ModuleLayer.boot()
                    .defineModulesWithManyLoaders(configuration, ClassLoader.getPlatformClassLoader())
                    .findLoader(NamedApplication.MODULE)
                    .loadClass(NamedApplication.MAIN)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) new String[0]);
        });
        assertThat(output.lines())
                .contains("core: module io.threadpoolctl.core", "found: java 4", "limited: java 1")
                .filteredOn(line -> line.contains("com.example.application.Broken"))
                .as("asked once, whoever finds it")
                .hasSize(2); // logged, and printed among the warnings
    }
}
