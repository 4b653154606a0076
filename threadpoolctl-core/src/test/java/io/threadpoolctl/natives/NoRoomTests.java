package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real stack that ends at every depth and a real heap that is full, on the interpreter and on each compiler, by
 * JNA or, from Java 22 on, by the foreign functions of Java. The stack ends at more places in each frame by {@code -Dthreadpoolctl.test.sizes=4}.
 */
@Tag("long")
@Timeout(300)
class NoRoomTests {

    private static final int SIZES = Integer.getInteger("threadpoolctl.test.sizes", 1);

    @ParameterizedTest
    @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1", "-XX:TieredStopAtLevel=4"})
    void anOperationThatMeetsTheEndOfItsStackLeavesNothingBehind(String compiler) {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String gomp = DebianLibrary.LIBGOMP.path();
        int sizes = SIZES;
        System.out.println(jvm(compiler).run(() -> {
            RealOperations operations = operations(openblas, gomp);
            StackDepth depths = new StackDepth(operations, sizes);
            for (Map.Entry<String, Runnable> each : operations.warm().entrySet()) {
                int overflows = depths.sweep(each.getKey(), each.getValue());
                System.out.println("Stack: " + each.getKey() + ": " + overflows + " overflows");
                assertThat(overflows).isPositive();
            }
            assertThat(operations.end()).isEmpty();
        }));
    }

    @Test
    void anOperationThatFindsTheHeapFullLeavesNothingBehind() {
        String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
        String gomp = DebianLibrary.LIBGOMP.path();
        NativeJvm jvm = jvm("-XX:TieredStopAtLevel=1").option("-Xmx16m").option("-XX:-UseTLAB");
        System.out.println(jvm.run(() -> {
            RealOperations operations = operations(openblas, gomp);
            FullHeap heap = new FullHeap(operations);
            for (Map.Entry<String, Runnable> each : operations.warm().entrySet()) {
                int failures = heap.sweep(each.getKey(), each.getValue());
                System.out.println("Heap: " + each.getKey() + ": " + failures + " times full");
                assertThat(failures).isPositive();
            }
            assertThat(operations.end()).isEmpty();
        }));
    }

    private static NativeJvm jvm(String compiler) {
        return NativeJvm.plain()
                .option(compiler)
                .environment("OPENBLAS_NUM_THREADS", "2")
                .environment("OMP_NUM_THREADS", "8")
                .killedAfter(Duration.ofMinutes(4));
    }

    private static RealOperations operations(String openblas, String gomp) {
        return new RealOperations(
                NativeCode.load(openblas).intGetter("openblas_get_num_threads"),
                NativeCode.load(gomp).intGetter("omp_get_max_threads"));
    }
}
