package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The parts of MKL are not held, so what was seen once may be gone. */
class MklPartsTests {

    private static final String CORE = "/opt/libmkl_core.so.2";
    private static final String LAYER = "/opt/libmkl_sequential.so.2";

    private final Set<String> mapped = new HashSet<>();
    private final MklParts parts = new MklParts(
            new MklOpenMp(new KmpRuntimes(RecordedLibrary::at, () -> KmpRegistration.NOBODY, name -> null, true)),
            mapped::contains);

    private void load(String path) {
        mapped.add(path);
        parts.see(new RecordedLibrary(path));
    }

    @Test
    void whatWasUnloadedIsNotLoadedAnyMore() {
        load(CORE);
        load(LAYER);
        assertThat(parts.areLoaded(MklLayer.SEQUENTIAL)).isTrue();
        int changes = parts.changes();
        mapped.remove(LAYER);
        assertThat(parts.areLoaded(MklLayer.SEQUENTIAL)).isFalse();
        assertThat(parts.changes()).isGreaterThan(changes);
        load(LAYER);
        assertThat(parts.areLoaded(MklLayer.SEQUENTIAL)).isTrue();
    }
}
