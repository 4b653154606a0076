package io.threadpoolctl.workloads;

import java.time.Duration;
import java.util.List;

/** Measures one workload and prints its row; without arguments it prints the names of all, and with one the table's head. */
public final class WorkloadMain {

    private WorkloadMain() {}

    /**
     * Measures.
     *
     * @param arguments nothing; or {@code head}; or a name, {@code found} or a number of threads, and seconds for each mode
     */
    public static void main(String[] arguments) {
        switch (arguments.length) {
            case 0 -> Workloads.names().forEach(System.out::println);
            case 1 -> System.out.println(Row.HEAD);
            default -> System.exit(measure(List.of(arguments)) ? 0 : 1);
        }
    }

    private static boolean measure(List<String> arguments) {
        String name = arguments.get(0);
        Pool pool = Pool.of(arguments.get(1));
        Duration duration = Duration.ofSeconds(Integer.parseInt(arguments.get(2)));
        try (Callers callers = new Callers()) {
            Workload workload = Workloads.create(name, pool);
            System.out.println(Row.of(name, pool, new Measure(workload, callers, duration).rounds()));
            return true;
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            System.out.println(Row.ofFailure(name, pool, e));
            return false;
        }
    }
}
