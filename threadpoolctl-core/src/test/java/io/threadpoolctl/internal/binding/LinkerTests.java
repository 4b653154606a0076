package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.natives.BrokenClass;
import io.threadpoolctl.natives.NativeJvm;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class LinkerTests {

    private static final int STARTS = 60;

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void findsWhatTheCLibraryHasAndNothingElse(String binding) {
        Linker linker = Linkers.choose(binding);
        assertThat(linker.find("setenv")).isNotZero();
        assertThat(linker.find("there_is_no_such_function")).isZero();
        assertThat(linker.find("libm.so.6", "cos")).isNotZero();
        assertThat(linker.find("libm.so.6", "there_is_no_such_function")).isZero();
        assertThat(linker.find("there_is_no_such_library", "cos")).isZero();
        assertThatThrownBy(() -> linker.require("there_is_no_such_function"))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContaining("there_is_no_such_function");
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void memoryIsReadWhereItLies(String binding) {
        Linker linker = Linkers.choose(binding);
        long address = linker.require("strdup").call("some text");
        try {
            ByteBuffer memory = linker.memory(address, 4);
            assertThat(memory.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(memory.capacity()).isEqualTo(4);
            assertThat((char) memory.get(3)).isEqualTo('e');
            memory.put(3, (byte) 'a');
            assertThat(linker.string(address)).isEqualTo("soma text");
        } finally {
            linker.require("free").call(address);
        }
        assertThat(linker.string(0)).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aPinnedBodyRunsHereAndNowAndMayContainAnother(String binding) {
        Linker linker = Linkers.choose(binding);
        List<Thread> threads = new ArrayList<>();
        linker.pinned(() -> {
            threads.add(Thread.currentThread());
            linker.pinned(() -> threads.add(Thread.currentThread()));
            linker.pinned(() -> threads.add(Thread.currentThread()));
        });
        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void whatAPinnedBodyThrowsArrivesUnchanged(String binding) {
        Linker linker = Linkers.choose(binding);
        for (Throwable thrown : List.of(new IllegalStateException("exception"), new AssertionError("error"))) {
            assertThatThrownBy(() -> linker.pinned(() -> sneak(thrown))).isSameAs(thrown);
            assertThatThrownBy(() -> linker.pinned(() -> linker.pinned(() -> sneak(thrown))))
                    .isSameAs(thrown);
        }
        linker.pinned(() -> {});
    }

    @Test
    void whereLibffiDoesNotCallBackJnaDoes() {
        Path silent = BrokenClass.compile(
                FfiUpcall.class.getName(), "if (body != null) {", "if (body != null && function < 0) {");
        NativeJvm.plain().withClassPath(silent).run(() -> {
            Linker linker = Linkers.choose(Linkers.JNA);
            boolean[] called = {false};
            assertThat(linker.canPin()).isTrue();
            linker.pinned(() -> called[0] = true);
            assertThat(called[0]).isTrue();
        });
    }

    /** Without {@link StackRoom} FFM ends the process here; with too little of it, in one of these modes. */
    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#properties")
    void aStackThatEndsAroundAPinnedBodyIsAnOrdinaryError(String binding) {
        for (String mode : List.of("-XX:+TieredCompilation", "-XX:-TieredCompilation", "-XX:TieredStopAtLevel=1")) {
            NativeJvm.plain()
                    .property(Linkers.PROPERTY, binding)
                    .option("-Xss600k")
                    .option(mode)
                    .run(LinkerTests::overflowTheStack);
        }
    }

    private static void overflowTheStack() {
        Linker linker = Linkers.choose(System.getProperty(Linkers.PROPERTY));
        for (int start = 0; start < STARTS; start++) {
            int from = start;
            int[] counts = {0, 0};
            assertThatThrownBy(() -> descendTo(from, linker, counts)).isInstanceOf(StackOverflowError.class);
            assertThat(counts[0]).isPositive().isIn(counts[1], counts[1] + 1);
        }
    }

    /** Frames of another size first, so that the stack ends at another point of the descent each time. */
    private static void descendTo(int frames, Linker linker, int[] counts) {
        if (frames == 0) {
            descend(linker, counts);
        } else {
            descendTo(frames - 1, linker, counts);
        }
    }

    /** Counts the levels entered and the bodies run: at most the last one may be missing. */
    @SuppressWarnings("InfiniteRecursion") // until the stack ends
    private static void descend(Linker linker, int[] counts) {
        counts[0]++;
        linker.pinned(() -> counts[1]++);
        descend(linker, counts);
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }
}
