package io.threadpoolctl.actuate;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Threads that multiply matrices by a real OpenBLAS, one product after the other, until they are stopped. */
final class BlasLoad implements AutoCloseable {

    private static final int SIZE = 256;
    private static final int ROW_MAJOR = 101;
    private static final int AS_IT_IS = 111;

    private static final int RTLD_LAZY = 1;

    /** Not for all, as is JNA's default: a copy that is loaded later would share this one's variables. */
    private final Function dgemm = NativeLibrary.getInstance(
                    DebianLibraries.OPENBLAS.toString(), Map.of(Library.OPTION_OPEN_FLAGS, RTLD_LAZY))
            .getFunction("cblas_dgemm");

    private final AtomicBoolean enough = new AtomicBoolean();
    private final List<Thread> callers = new ArrayList<>();

    private BlasLoad() {}

    /** Begins, and waits until each caller has made its first product. */
    static BlasLoad of(int callers, Limits limits) throws InterruptedException {
        BlasLoad load = new BlasLoad();
        CountDownLatch running = new CountDownLatch(callers);
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(() -> load.multiply(limits, running), "caller-" + i);
            load.callers.add(caller);
            caller.start();
        }
        running.await();
        return load;
    }

    private void multiply(Limits limits, CountDownLatch running) {
        Memory left = new Memory((long) SIZE * SIZE * Double.BYTES);
        Memory right = new Memory(left.size());
        Memory product = new Memory(left.size());
        left.clear();
        right.clear();
        Object[] arguments = {
            ROW_MAJOR, AS_IT_IS, AS_IT_IS, SIZE, SIZE, SIZE, 1.0, left, SIZE, right, SIZE, 0.0, product, SIZE
        };
        while (!enough.get()) {
            if (limits.asMap().isEmpty()) {
                dgemm.invokeVoid(arguments);
            } else {
                Threadpools.ofProcess().run(limits, () -> dgemm.invokeVoid(arguments));
            }
            running.countDown();
        }
    }

    @Override
    public void close() {
        enough.set(true);
        for (Thread caller : callers) {
            try {
                caller.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
