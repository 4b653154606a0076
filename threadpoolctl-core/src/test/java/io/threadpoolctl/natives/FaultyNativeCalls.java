package io.threadpoolctl.natives;

import io.threadpoolctl.faults.Faults;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Has each operation fail around its first call of a library's function, then around its second, and so on, until it succeeds. */
public final class FaultyNativeCalls {

    private final RealOperations operations;

    /** Lives in the copy of the core that {@link io.threadpoolctl.faults.FaultLoader} has loaded. */
    public FaultyNativeCalls(String openblas, String gomp) {
        operations = new RealOperations(
                NativeCode.load(openblas).intGetter("openblas_get_num_threads"),
                NativeCode.load(gomp).intGetter("omp_get_max_threads"));
    }

    /** What was left behind. */
    public List<String> failAtEveryCall(Supplier<Error> error) throws Exception {
        for (Map.Entry<String, Runnable> each : operations.warm().entrySet()) {
            int point = 1;
            while (failsAt(point, each.getValue(), error)) {
                operations.look(each.getKey() + " at point " + point);
                point++;
            }
            System.out.println("Native calls: " + each.getKey() + ": " + (point - 1) + " rounds");
        }
        return operations.end();
    }

    private boolean failsAt(int point, Runnable operation, Supplier<Error> error) throws Exception {
        return operations.byOwner(() -> {
            int passed;
            Faults.arm(point, point, error);
            try {
                operation.run();
            } catch (VirtualMachineError e) {
                // it may be passed on
            } finally {
                passed = Faults.disarm();
            }
            return passed >= point;
        });
    }
}
