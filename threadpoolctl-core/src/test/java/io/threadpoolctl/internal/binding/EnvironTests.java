package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.NativeJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class EnvironTests {

    private static final String NAME = "THREADPOOLCTL_TEST_";

    /** As {@code getenv} does in another thread, which no lock keeps from the list: what is freed is overwritten here. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whoeverWalksTheListOfVariablesFindsAllOfThemWhateverIsSetAndClearedMeanwhile(String binding) {
        jvm(binding).run(() -> {
            Linker linker = Linkers.choose(binding);
            OperatingSystem system = OperatingSystem.named("Linux").apply(linker);
            system.setEnvironment(NAME + "FIRST", "1");
            system.setEnvironment(NAME + "SECOND", "2");
            long list = linker.word(linker.find("environ"));
            List<Long> before = entries(linker, list);
            List<String> texts = texts(linker, before);
            for (int i = 0; i < 50; i++) {
                system.setEnvironment(NAME + i, "x");
            }
            system.setEnvironment(NAME + "SECOND", "a much longer one than it was before");
            system.clearEnvironment(NAME + "FIRST");
            assertThat(entries(linker, list)).as("the list under way").isEqualTo(before);
            assertThat(texts(linker, before)).isEqualTo(texts);
            assertThat(system.environment(NAME + "FIRST")).isNull();
            assertThat(system.environment(NAME + "SECOND")).startsWith("a much longer");
            assertThat(system.environment(NAME + "49")).isEqualTo("x");
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void settingAndClearingAgainAndAgainTakesNoMoreMemory(String binding) {
        jvm(binding).run(() -> {
            Linker linker = Linkers.choose(binding);
            OperatingSystem system = OperatingSystem.named("Linux").apply(linker);
            system.setEnvironment(NAME, "1");
            system.clearEnvironment(NAME);
            long list = linker.word(linker.find("environ"));
            for (int i = 0; i < 1000; i++) {
                system.setEnvironment(NAME, Integer.toString(i % 4));
                system.clearEnvironment(NAME);
            }
            assertThat(linker.word(linker.find("environ"))).isEqualTo(list);
            assertThat(system.environment(NAME)).isNull();
        });
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void theCLibrarysOwnFunctionsGoOnWorkingBesideIt(String binding) {
        jvm(binding).run(() -> {
            Linker linker = Linkers.choose(binding);
            OperatingSystem system = OperatingSystem.named("Linux").apply(linker);
            system.setEnvironment(NAME + "OURS", "1");
            for (int i = 0; i < 50; i++) {
                linker.require("setenv").call(NAME + i, "theirs", 1);
            }
            linker.require("setenv").call(NAME + "OURS", "theirs", 1);
            assertThat(system.environment(NAME + "OURS")).isEqualTo("theirs");
            system.setEnvironment(NAME + "OURS", "2");
            linker.require("unsetenv").call(NAME + "7");
            system.setEnvironment(NAME + "7", "ours");
            assertThat(system.environment(NAME + "OURS")).isEqualTo("2");
            assertThat(system.environment(NAME + "7")).isEqualTo("ours");
            assertThat(system.environment(NAME + "49")).isEqualTo("theirs");
            linker.require("clearenv").call();
            system.setEnvironment(NAME + "OURS", "3");
            assertThat(system.environment(NAME + "OURS")).isEqualTo("3");
        });
    }

    private static NativeJvm jvm(String binding) {
        return NativeJvm.plain().property(Linkers.PROPERTY, binding).environment("MALLOC_PERTURB_", "165");
    }

    private static List<Long> entries(Linker linker, long list) {
        List<Long> entries = new ArrayList<>();
        for (long at = list; linker.word(at) != 0 && entries.size() < 1000; at += Long.BYTES) {
            entries.add(linker.word(at));
        }
        return entries;
    }

    private static List<String> texts(Linker linker, List<Long> entries) {
        return entries.stream().map(linker::string).map(String::valueOf).toList();
    }
}
