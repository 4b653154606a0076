package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import io.threadpoolctl.internal.binding.NativeProcess;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where native code cannot be reached there are no pools, one sentence says why, and nothing fails. */
@Timeout(60)
class DegradedTests {

    private static final int FIRST_JAVA_WITH_FFM = 22;
    private static final int FIRST_JAVA_THAT_CAN_DENY = 24;

    /** Of the JDK's own, for a platform without a linker. */
    private static final String FFM_OFF = "jdk.internal.foreign.CABI";

    @Test
    void onAnOperatingSystemThatIsNotSupportedThereAreNoPoolsAndOneWarningSaysSo() {
        assertDegraded(NativeJvm.plain().property("os.name", "Plan9"), "operating system Plan9", "Supported: Linux");
    }

    @Test
    void onAJavaThatIsNotOf64BitsThereAreNoPoolsAndOneWarningSaysSo() {
        for (String system : List.of("Linux", "Mac OS X", "Windows 10")) {
            NativeJvm jvm = NativeJvm.plain().property("os.name", system).property("sun.arch.data.model", "32");
            assertDegraded(jvm, "needs a 64-bit Java", "sun.arch.data.model is 32");
        }
    }

    @Test
    void withoutALibraryOfJnasOwnThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        assertDegraded(withoutJna().property("threadpoolctl.binding", "jna"), "cannot reach native code", "noexec");
    }

    @Test
    void whereJnaCannotUnpackThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        NativeJvm jvm = NativeJvm.plain().property("jna.nosys", "true").property("jna.tmpdir", "/proc/nowhere");
        assertDegraded(jvm.property("threadpoolctl.binding", "jna"), "cannot reach native code", "-Djna.tmpdir=DIR");
    }

    @Test
    void withTheNativeLibraryOfAnotherJnaThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        NativeJvm jvm = throughJna().property("jna.boot.library.path", otherJnasLibrary());
        assertDegraded(jvm, "incompatible JNA native library", "leave out jna.boot.library.path");
    }

    @Test
    void withoutAnyClassOfJnaThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        assertDegraded(throughJna().withoutJar("jna-"), "NoClassDefFoundError: com/sun/jna/", "have one JNA");
    }

    @Test
    void withAnApplicationsJnaThatIsTooOldThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        Path old = StubClass.compile("NativeLibrary", """
                package com.sun.jna;
                public class NativeLibrary {}
                """);
        assertDegraded(
                throughJna().withClassPath(old), "NoSuchMethodError", "have one JNA on the class path, of version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.SecurityException",
                "java.lang.IllegalStateException",
                "java.lang.UnsatisfiedLinkError",
                "java.lang.Error",
                "java.lang.AssertionError",
            })
    void whateverJnaThrowsWhenItIsInitialisedThereAreNoPoolsAndOneWarningSaysWhy(String thrown) {
        Path broken = StubClass.compile("Native", """
                package com.sun.jna;
                public final class Native {
                    public static final int POINTER_SIZE = Integer.getInteger("os.arch", 0) / size();
                    private static int size() {
                        if (true) throw new %s("on purpose");
                        return 1;
                    }
                }
                """.formatted(thrown));
        assertDegraded(throughJna().withClassPath(broken), thrown + ": on purpose", "--enable-native-access=");
    }

    @Test
    void whereJavasOwnWayIsRefusedJnaIsTaken() {
        NativeJvm.plain()
                .property(FFM_OFF, "UNSUPPORTED")
                .run(() -> assertThat(Threadpools.ofProcess().problem()).isEmpty());
    }

    @Test
    void whereEveryWayIsRefusedOneWarningNamesThemAll() {
        if (Runtime.version().feature() < FIRST_JAVA_WITH_FFM) {
            return; // there is one way
        }
        NativeJvm jvm = NativeJvm.plain().property(FFM_OFF, "UNSUPPORTED").withoutJar("jna-");
        assertDegraded(jvm, "through java.lang.foreign or JNA", "does not support native linker");
        assertDegraded(
                jvm.property("threadpoolctl.binding", "ffm"), "through java.lang.foreign,", "leave out threadpoolctl");
    }

    @Test
    void withoutJnaNewerJavasHaveAWayOfTheirOwn() {
        if (Runtime.version().feature() < FIRST_JAVA_WITH_FFM) {
            assertDegraded(withoutJna(), "cannot reach native code", "-Djna.tmpdir=DIR");
        } else {
            withoutJna().run(() -> assertThat(Threadpools.ofProcess().problem()).isEmpty());
        }
    }

    @Test
    void whereJavaDeniesNativeAccessThereAreNoPoolsAndOneWarningSaysHowToHelp() {
        if (Runtime.version().feature() < FIRST_JAVA_THAT_CAN_DENY) {
            NativeJvm.plain()
                    .withoutNativeAccess()
                    .run(() -> assertThat(Threadpools.ofProcess().problem()).isEmpty());
        } else {
            NativeJvm jvm = NativeJvm.plain().withoutNativeAccess().option("--illegal-native-access=deny");
            assertDegraded(jvm, "native code", "--enable-native-access=ALL-UNNAMED");
        }
    }

    /** The guard of the guard. */
    @Test
    void whereNothingIsInTheWayThereIsNoProblem() {
        NativeJvm.plain().run(() -> {
            assertThat(Threadpools.ofProcess().problem()).isEmpty();
            assertThat(Threadpools.ofProcess().warnings()).isEmpty();
        });
    }

    private static NativeJvm throughJna() {
        return NativeJvm.plain().property("threadpoolctl.binding", "jna");
    }

    private static String otherJnasLibrary() {
        String headers = System.getProperty("java.home") + "/include";
        String library =
                CStub.compile("other_jnidispatch.c", "libjnidispatch.so", "-I" + headers, "-I" + headers + "/linux");
        return Objects.requireNonNull(Path.of(library).getParent()).toString();
    }

    private static NativeJvm withoutJna() {
        return NativeJvm.plain()
                .property("jna.boot.library.path", "/nonexistent")
                .property("jna.nounpack", "true")
                .property("jna.nosys", "true");
    }

    private static void assertDegraded(NativeJvm jvm, String what, String help) {
        String output = jvm.run(() -> {
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).isEmpty();
            assertThat(pools.problem()).isPresent();
            useEverything(pools);
            assertThat(pools.warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.kind()).isEqualTo(Warning.Kind.NO_NATIVE_ACCESS))
                    .satisfies(warning -> assertThat(warning.message()).contains(what, help));
        });
        assertThat(output.lines())
                .filteredOn(line -> line.contains("WARN io.threadpoolctl"))
                .hasSize(1);
    }

    private static void useEverything(Threadpools pools) {
        for (Limits limits : List.of(
                Limits.all(1),
                Limits.blas(2),
                Limits.share(),
                Limits.auto("openmp"),
                Limits.sequentialBlasUnderOpenmp())) {
            try (LimitScope scope = pools.limit(limits)) {
                assertThat(scope.original()).isEmpty();
            }
            assertThat(pools.<String, RuntimeException>call(limits, () -> "done"))
                    .isEqualTo("done");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> pools.limit(Limits.of("bals", 1)));
        pools.limitProcess(Limits.blas(1));
        pools.refresh();
        assertThat(pools.select(UserApi.BLAS).info()).isEmpty();
        assertThat(pools.snapshot().pools()).isEmpty();
        assertThat(pools.snapshot().openScopes()).isZero();
        assertThat(pools.snapshot().onlineProcessors()).isPositive();
        NativeProcess process = NativeProcess.current();
        process.setEnvironment("OMP_NUM_THREADS", "1");
        assertThat(process.environment("OMP_NUM_THREADS")).isNull();
        boolean[] ran = new boolean[1];
        process.pinned(() -> ran[0] = true);
        assertThat(ran[0]).isTrue();
    }
}
