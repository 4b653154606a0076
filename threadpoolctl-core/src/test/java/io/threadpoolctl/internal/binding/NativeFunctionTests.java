package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.natives.CStub;
import io.threadpoolctl.spi.NativeFunction;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class NativeFunctionTests {

    private static final int RTLD_NOLOAD_ON_LINUX = 4;
    private static final int THREADS = 8;
    private static final int CALLS = 20_000;

    private static String stub = "";

    @BeforeAll
    static void loadTheStub() {
        stub = CStub.compile("shapes.c", "libshapes.so");
        System.load(stub);
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#here")
    void numbersPassInBothDirections(Binding binding) {
        for (int number : new int[] {0, 1, -1, 4711, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            function(binding, "keep_int").asIntConsumer().accept(number);
            assertThat(function(binding, "kept_int").asIntSupplier().getAsInt()).isEqualTo(number);
            assertThat(function(binding, "kept_long").asLongSupplier().getAsLong())
                    .isEqualTo(number);
            assertThat(function(binding, "negated").asIntUnaryOperator().applyAsInt(number))
                    .isEqualTo(-number);
        }
        for (long number : new long[] {0, -1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE}) {
            function(binding, "keep_long").asLongConsumer().accept(number);
            assertThat(function(binding, "kept_long").asLongSupplier().getAsLong())
                    .isEqualTo(number);
        }
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#here")
    void textsAreReadAndAbsentOnesAreNull(Binding binding) {
        assertThat(function(binding, "text").asStringSupplier().get()).isEqualTo("grüß dich");
        assertThat(function(binding, "no_text").asStringSupplier().get()).isNull();
        assertThat(function(binding, "word").asIntToString().apply(1)).isEqualTo("one");
        assertThat(function(binding, "word").asIntToString().apply(2)).isNull();
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#here")
    void aFunctionOfAnyOtherShapeTakesNumbersTextsAndMemory(Binding binding) {
        ByteBuffer room = ByteBuffer.allocateDirect(3);
        assertThat(function(binding, "fill").call(room, 3L, "grüß", 1)).isEqualTo(6);
        byte[] filled = new byte[3];
        room.get(0, filled);
        assertThat(new String(filled, StandardCharsets.UTF_8)).isEqualTo("rü");
        assertThat((int) function(binding, "negated").call(7)).isEqualTo(-7);
        function(binding, "keep_long").call(1L << 40);
        assertThat(function(binding, "kept_long").call()).isEqualTo(1L << 40);
    }

    @ParameterizedTest
    @MethodSource("io.threadpoolctl.internal.binding.Binding#here")
    void manyThreadsCallOneFunctionAtOnce(Binding binding) throws Exception {
        IntUnaryOperator negated = function(binding, "negated").asIntUnaryOperator();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * CALLS;
                tasks.add(() -> {
                    int wrong = 0;
                    for (int number = first; number < first + CALLS; number++) {
                        wrong += negated.applyAsInt(number) == -number ? 0 : 1;
                    }
                    return wrong;
                });
            }
            for (Future<Integer> wrong : threads.invokeAll(tasks)) {
                assertThat(wrong.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static NativeFunction function(Binding binding, String name) {
        DynamicLoader loader = new DynamicLoader(binding.linker(), RTLD_NOLOAD_ON_LINUX);
        return binding.function(loader.symbol(loader.open(stub), name));
    }
}
