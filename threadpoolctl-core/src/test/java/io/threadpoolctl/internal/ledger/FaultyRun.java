package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;

/** Has an operation fail at its first point, then at its second, and so on until it runs to its end. */
public final class FaultyRun {

    private static final int MOST_TOLD = 20;

    private final Function<ExecutorService, FaultyOperation> operation;
    private final List<String> wrong = new ArrayList<>();
    private int rounds;

    public FaultyRun(String operation) {
        this.operation = Objects.requireNonNull(FaultyOperations.all().get(operation), operation);
    }

    /**
     * What went wrong.
     *
     * @param width at how many points in a row it fails
     */
    public List<String> failAtEveryPoint(int width, Supplier<? extends Error> error) throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            failAt(Integer.MAX_VALUE, 0, error, other); // so that all classes are there
            int point = 1;
            while (wrong.size() < MOST_TOLD && failAt(point, width, error, other)) {
                point++;
                rounds++;
            }
        } finally {
            other.shutdown();
        }
        return wrong;
    }

    /** How often it failed. */
    public int rounds() {
        return rounds;
    }

    private boolean failAt(int point, int width, Supplier<? extends Error> error, ExecutorService other)
            throws Exception {
        FaultyOperation each = operation.apply(other);
        each.prepare();
        Throwable thrown = null;
        int passed;
        Faults.arm(point, point + width - 1, error);
        try {
            each.run();
        } catch (Throwable e) {
            thrown = e;
        } finally {
            passed = Faults.disarm();
        }
        List<String> after;
        try {
            after = each.wrong();
        } catch (Throwable e) {
            after = List.of("afterwards " + e + " at " + e.getStackTrace()[0] + " caused by " + e.getCause());
        }
        if (!after.isEmpty()) {
            wrong.add("point " + point + (thrown == null ? "" : " " + where(thrown)) + ": " + after);
        }
        return passed >= point;
    }

    private static String where(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        StringBuilder where = new StringBuilder(thrown.getClass().getSimpleName());
        for (int i = 0; i < stack.length && i < 6; i++) {
            if (!stack[i].getClassName().contains(".faults.")) {
                where.append(" < ").append(stack[i].getFileName()).append(":").append(stack[i].getLineNumber());
            }
        }
        return where.toString();
    }
}
