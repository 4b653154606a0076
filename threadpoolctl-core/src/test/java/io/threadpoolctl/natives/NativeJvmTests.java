package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.Threadpools;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.opentest4j.TestAbortedException;

@Timeout(60)
class NativeJvmTests {

    @Test
    void aScenarioRunsInAnotherProcessWithWhatItCaptures() {
        long here = ProcessHandle.current().pid();
        String output = NativeJvm.plain().run(() -> {
            assertThat(ProcessHandle.current().pid()).isNotEqualTo(here);
            System.out.println("seen " + here);
        });
        assertThat(output).contains("seen " + here);
    }

    @Test
    void aFailedAssertionInThereFailsTheTestAndShowsWhere() {
        assertThatThrownBy(() -> NativeJvm.plain().run(() -> assertThat(1).isEqualTo(2)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("expected: 2")
                .hasMessageContaining("NativeJvmTests");
    }

    @Test
    void aScenarioThatCannotBePlayedHereSkipsTheTestAndSaysWhy() {
        assertThatThrownBy(() -> NativeJvm.plain().run(() -> Assumptions.abort("no such thing here")))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no such thing here");
    }

    @Test
    void aProcessThatIsEndedFromWithinFailsTheTest() {
        assertThatThrownBy(
                        () -> NativeJvm.plain().run(() -> Runtime.getRuntime().halt(42)))
                .hasMessageContaining("exit code 42");
    }

    @Test
    void aScenarioThatHangsIsKilledAndItsThreadsAreShown() {
        NativeJvm jvm = NativeJvm.plain().killedAfter(Duration.ofSeconds(3));
        assertThatThrownBy(() -> jvm.run(() -> new CountDownLatch(1).await()))
                .hasMessageContaining("did not end within PT3S")
                .hasMessageContaining(NativeJvm.canShowThreads() ? "CountDownLatch.await" : "this Java has no");
    }

    @Test
    void environmentAndPropertiesArriveAndVariablesOfLibrariesDoNotLeakIn() {
        NativeJvm.plain()
                .environment("OMP_NUM_THREADS", "3")
                .property("some.property", "some value")
                .run(() -> {
                    assertThat(System.getenv()).containsEntry("OMP_NUM_THREADS", "3");
                    assertThat(System.getenv("OPENBLAS_NUM_THREADS")).isNull();
                    assertThat(System.getProperty("some.property")).isEqualTo("some value");
                });
    }

    @Test
    void librariesFromDebianPackagesCanBeLoadedBesideEachOther() {
        List<String> paths =
                Stream.of(DebianLibrary.values()).map(DebianLibrary::path).toList();
        NativeJvm.plain().run(() -> paths.forEach(NativeCode::load));
    }

    @Test
    void theOpenBlasFromMavenCentralCanBeLoadedAndIsRecognised() {
        String path = MavenLibrary.OPENBLAS.path();
        NativeJvm.plain().run(() -> {
            NativeCode.load(path);
            assertThat(Threadpools.ofProcess().info())
                    .singleElement()
                    .satisfies(library -> assertThat(library.filepath()).isEqualTo(path));
        });
    }

    @Test
    void aMissingLibrarySkipsTheTestUnlessLibrariesAreRequired() {
        assertThatThrownBy(() -> Absent.skipOrFail("no libfoo here", false))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("no libfoo here");
        assertThatThrownBy(() -> Absent.skipOrFail("no libfoo here", true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no libfoo here");
    }
}
