package io.threadpoolctl.internal.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.internal.binding.NativeProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a limited call pays while MKL is asleep: it is counted how often its directory is listed. */
@Timeout(120)
class MklCompanionsTests {

    private static final int CALLS = 100_000;
    private static final long A_MILLISECOND = 1_000_000;
    private static final long TODAY = 1_700_000_000_000L;

    private final KmpRuntimes none =
            new KmpRuntimes(RecordedLibrary::at, () -> KmpRegistration.NOBODY, name -> null, true);
    private final MklParts parts = new MklParts(new MklOpenMp(none), path -> true);
    private final Path directory;
    private final MklCompanions companions;
    private long now;
    private int listings;

    MklCompanionsTests(@TempDir Path directory) {
        this.directory = directory;
        this.companions = companions(directory);
    }

    @BeforeEach
    void allButTheCoreIsThere() throws IOException {
        for (String file : List.of("libmkl_rt.so.2", "libmkl_intel_lp64.so.2", "libmkl_intel_thread.so.2")) {
            Files.createFile(directory.resolve(file));
        }
        Files.createFile(directory.resolve("libiomp5.so"));
        changedAgo(Duration.ofMinutes(1));
    }

    @AfterEach
    void nothingIsChosen() {
        NativeProcess.current().clearEnvironment("MKL_THREADING_LAYER");
    }

    @Test
    void aDirectoryThatStaysAsItIsIsListedOnce() {
        for (int call = 0; call < CALLS; call++) {
            assertThat(companions.areThere(null)).isFalse();
            now += A_MILLISECOND / 100;
        }
        assertThat(listings).isEqualTo(1);
    }

    @Test
    void aPartThatComesIsSeenAtTheNextLook() throws IOException {
        assertThat(companions.areThere(null)).isFalse();
        Files.createFile(directory.resolve("libmkl_core.so.2"));
        changedAgo(Duration.ofSeconds(30));
        assertThat(companions.areThere(null)).as("a no stands for a while").isFalse();
        waitForTheNextLook();
        assertThat(companions.areThere(null)).isTrue();
        assertThat(companions.areThere(null)).isTrue();
        assertThat(listings).isEqualTo(2);
    }

    /** A yes ends in the call that ends the process if a part is missing. */
    @Test
    void aPartThatGoesIsMissedAtOnce() throws IOException {
        Path core = Files.createFile(directory.resolve("libmkl_core.so.2"));
        changedAgo(Duration.ofSeconds(30));
        assertThat(companions.areThere(null)).isTrue();
        Files.delete(core);
        assertThat(companions.areThere(null)).isFalse();
        assertThat(listings).isEqualTo(2);
    }

    @Test
    void aLinkThatLeadsNowhereIsNoPart() throws IOException {
        Files.createSymbolicLink(directory.resolve("libmkl_core.so.2"), directory.resolve("gone"));
        assertThat(companions.areThere(null)).isFalse();
    }

    /** Its time may stay the same when it changes once more. */
    @Test
    void aDirectoryThatHasJustChangedIsListedAtEachLook() throws IOException {
        changedAgo(Duration.ZERO);
        assertThat(companions.areThere(null)).isFalse();
        waitForTheNextLook();
        assertThat(companions.areThere(null)).isFalse();
        assertThat(listings).isEqualTo(2);
    }

    @Test
    void whatIsLoadedCountsAtOnce() throws IOException {
        Files.delete(directory.resolve("libiomp5.so"));
        Files.createFile(directory.resolve("libmkl_core.so.2"));
        Files.createFile(directory.resolve("libmkl_gnu_thread.so.2"));
        changedAgo(Duration.ofSeconds(30));
        assertThat(companions.areThere(null)).isFalse();
        parts.see(new RecordedLibrary("/lib/libgomp.so.1"));
        assertThat(companions.areThere(null)).isTrue();
        assertThat(listings).isEqualTo(1);
    }

    @Test
    void theLayerCounts() throws IOException {
        Files.createFile(directory.resolve("libmkl_core.so.2"));
        changedAgo(Duration.ofSeconds(30));
        assertThat(companions.areThere(MklLayer.SEQUENTIAL)).isFalse();
        assertThat(companions.areThere(MklLayer.INTEL)).isTrue();
        NativeProcess.current().setEnvironment("MKL_THREADING_LAYER", "sequential");
        assertThat(companions.areThere(null)).isFalse();
        assertThat(listings).isEqualTo(1);
    }

    @Test
    void withoutADirectoryNothingIsThere() {
        assertThat(companions(Path.of("")).areThere(null)).isFalse();
        assertThat(companions(directory.resolve("gone")).areThere(null)).isFalse();
    }

    private MklCompanions companions(Path of) {
        Function<Path, Set<String>> counting = listed -> {
            listings++;
            return MklCompanions.partsIn(listed);
        };
        return new MklCompanions(of.resolve("libmkl_rt.so.2").toString(), parts, counting, () -> now, () -> TODAY);
    }

    private void waitForTheNextLook() {
        now += MklCompanions.PATIENCE_MILLIS * A_MILLISECOND;
    }

    private void changedAgo(Duration ago) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.fromMillis(TODAY - ago.toMillis()));
    }
}
