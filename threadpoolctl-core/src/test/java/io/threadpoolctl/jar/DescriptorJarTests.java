package io.threadpoolctl.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.lang.module.ModuleFinder;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module that the finished jar is. */
class DescriptorJarTests {

    private final ModuleDescriptor descriptor =
            ModuleFinder.of(CoreJar.path()).findAll().iterator().next().descriptor();

    @Test
    void itIsAModuleWithADescriptorOfItsOwn() {
        assertThat(descriptor.name()).isEqualTo("io.threadpoolctl.core");
        assertThat(descriptor.isAutomatic()).isFalse();
        assertThat(descriptor.isOpen()).isFalse();
        assertThat(CoreManifest.read().automaticModuleName()).isNull();
    }

    @Test
    void everybodySeesTheDoorTheSpiAndTheWorkerPoolAndNothingElse() {
        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source, ModuleDescriptor.Exports::targets)
                .containsExactlyInAnyOrder(
                        tuple("io.threadpoolctl", Set.of()),
                        tuple("io.threadpoolctl.concurrent", Set.of()),
                        tuple("io.threadpoolctl.spi", Set.of()));
    }

    @Test
    void onlyJnaMayReflectAndOnlyOnTheBinding() {
        assertThat(descriptor.opens())
                .extracting(ModuleDescriptor.Opens::source, ModuleDescriptor.Opens::targets)
                .containsExactly(tuple("io.threadpoolctl.internal.binding", Set.of("com.sun.jna")));
    }

    @Test
    void itAsksForFamiliesOfOthers() {
        assertThat(descriptor.uses()).containsExactly("io.threadpoolctl.spi.LibraryFamily");
    }

    @Test
    void anApplicationIsNotMadeToHaveTheAnnotationsForNull() {
        assertThat(descriptor.requires())
                .filteredOn(required -> required.name().equals("org.jspecify"))
                .singleElement()
                .satisfies(required -> assertThat(required.modifiers()).contains(Modifier.STATIC));
    }
}
