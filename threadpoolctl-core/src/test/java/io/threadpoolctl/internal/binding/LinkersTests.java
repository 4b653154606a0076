package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.natives.DebianLibrary;
import io.threadpoolctl.natives.NativeJvm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class LinkersTests {

    private static final boolean FFM_IS_FINAL = Runtime.version().feature() >= 22;

    @Test
    void ffmIsTakenFromJava22OnAndJnaBefore() {
        assertThat(Linkers.choose(null).getClass().getSimpleName())
                .isEqualTo(FFM_IS_FINAL ? "ForeignLinker" : "JnaLinker");
        assertThat(Linkers.choose(" ")).hasSameClassAs(Linkers.choose(null));
    }

    @Test
    void whatIsAskedForIsTaken() {
        assertThat(Linkers.choose("jna")).isInstanceOf(JnaLinker.class);
        if (FFM_IS_FINAL) {
            assertThat(Linkers.choose("ffm")).isNotInstanceOf(JnaLinker.class);
        } else {
            assertThatThrownBy(() -> Linkers.choose("ffm"))
                    .isInstanceOf(NativeAccessException.class)
                    .hasMessageContaining("threadpoolctl.binding=ffm needs Java 22 or later")
                    .hasMessageContaining("Java " + Runtime.version().feature());
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Linkers.choose("jni"))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContaining("\"jni\"")
                .hasMessageContaining("threadpoolctl.binding to jna or ffm");
    }

    @Test
    void anUnknownNameLeavesAProcessWithoutLibrariesThatSaysWhy() {
        String gomp = DebianLibrary.LIBGOMP.path();
        String output = NativeJvm.plain().property(Linkers.PROPERTY, "jni").run(() -> {
            System.load(gomp);
            Threadpools pools = Threadpools.ofProcess();
            assertThat(pools.info()).isEmpty();
            assertThat(pools.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).hasMessageContaining("\"jni\""));
        });
        assertThat(output).contains("There is no way into native code called \"jni\"");
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void jnaIsLoadedOnlyWhereItIsUsed(String binding) {
        String gomp = DebianLibrary.LIBGOMP.path();
        String output = NativeJvm.plain()
                .property(Linkers.PROPERTY, binding)
                .option("-Xlog:class+load")
                .run(() -> {
                    System.load(gomp);
                    Threadpools pools = Threadpools.ofProcess();
                    assertThat(pools.info()).hasSize(1);
                    pools.snapshot();
                });
        assertThat(output.contains("com.sun.jna.Native ")).isEqualTo(binding.equals(Linkers.JNA));
    }

    @Test
    void withoutPermissionTheProcessHasNoLibrariesAndTheReasonNamesTheCure() {
        if (Runtime.version().feature() < 24) {
            return; // native access cannot be denied there
        }
        NativeJvm.plain()
                .withoutNativeAccess()
                .option("--illegal-native-access=deny")
                .run(() -> {
                    assertThat(Threadpools.ofProcess().info()).isEmpty();
                    assertThat(Threadpools.ofProcess().problem())
                            .hasValueSatisfying(problem ->
                                    assertThat(problem).hasMessageContaining("--enable-native-access=ALL-UNNAMED"));
                });
    }
}
