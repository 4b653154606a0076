package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FfiShapesTests {

    private static final int CELLS = 64;
    private static final int CALLS = 500;
    private static final int MICROSECONDS = 200;

    private final JnaLinker linker = new JnaLinker();

    @BeforeEach
    void onlyWhereTheyAreUsed() {
        assumeTrue(Platform.isLinux() && Platform.isIntel() && Platform.is64Bit());
    }

    @Test
    void areTakenWhereTheyGiveTheRightAnswers() {
        assertThat(FfiShapes.create(linker::find)).isNotNull();
        assertThat(linker.function(linker.find("abs"))).isInstanceOf(FfiFunction.class);
    }

    /** The wrong ones do no harm, and give other answers. */
    @ParameterizedTest
    @CsvSource({
        "getpid, getppid",
        "pthread_self, getpid",
        "abs, toupper",
        "toupper, tolower",
        "time, labs",
    })
    void areNotTakenIfAnAnswerIsWrong(String function, String wrong) {
        assertThat(FfiShapes.create(name -> linker.find(name.equals(function) ? wrong : name)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"getpid", "pthread_self", "abs", "toupper", "inet_ntoa", "time"})
    void areNotTakenIfTheyCannotBeTried(String absent) {
        assertThat(FfiShapes.create(name -> name.equals(absent) ? 0 : linker.find(name)))
                .isNull();
    }

    @Test
    void areNotTakenIfThisJnaDoesNotKnowThem() {
        assertThat(FfiShapes.create(name -> {
                    throw new NoSuchMethodError("as of an older JNA");
                }))
                .isNull();
    }

    /** A thread that finds its cell taken must take another; to make a new one for each call would be the easy way. */
    @Test
    void twoThreadsWhoseIdsPointToTheSameCellCallWithoutNewMemory() throws Exception {
        FfiShapes shapes = Objects.requireNonNull(FfiShapes.create(linker::find));
        IntUnaryOperator usleep = new FfiFunction(linker.find("usleep"), shapes).asIntUnaryOperator();
        AtomicInteger failed = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(2);
        Runnable calls = () -> {
            try {
                together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                failed.incrementAndGet();
            }
            for (int call = 0; call < CALLS; call++) {
                failed.addAndGet(usleep.applyAsInt(MICROSECONDS));
            }
        };
        Thread one = new Thread(calls);
        Thread other = new Thread(calls);
        while (other.getId() % CELLS != one.getId() % CELLS) {
            other = new Thread(calls);
        }
        long before = directBuffers();
        one.start();
        other.start();
        one.join();
        other.join();
        assertThat(failed).hasValue(0);
        assertThat(directBuffers()).isLessThanOrEqualTo(before);
    }

    private static long directBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getCount)
                .sum();
    }
}
