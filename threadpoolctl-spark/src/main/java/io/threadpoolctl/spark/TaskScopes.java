package io.threadpoolctl.spark;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Threadpools;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** Opens a scope where a task starts and closes it where the task ends. */
final class TaskScopes {

    /** More than any sensible application has; beyond it they are read anew. */
    private static final int MOST_KEPT = 256;

    private final TaskLimits configured;
    private final Runnable afterwards;

    /** What was read from local properties. */
    private final Map<String, TaskLimits> ofJobs = new ConcurrentHashMap<>();

    /** @param afterwards what to do when a task has ended */
    TaskScopes(TaskLimits configured, Runnable afterwards) {
        this.configured = configured;
        this.afterwards = afterwards;
    }

    /** Opens a scope for the task of this thread. */
    void open() {
        TaskContext context = TaskContext.get();
        TaskLimits limits;
        try {
            limits = limits(context);
        } catch (IllegalArgumentException e) {
            // What is thrown here does not stop a task, Spark only logs it.
            context.addTaskCompletionListener(new Refusal(e));
            return;
        }
        Threadpools.ofProcess().limitThread();
        LimitScope scope = limits.open(context.cpus());
        try {
            // The first listener is the last to be called: those of the task itself are still under limits.
            context.addTaskCompletionListener(new Closing(scope, afterwards));
        } catch (RuntimeException | Error e) {
            scope.close();
            throw e;
        }
    }

    private TaskLimits limits(TaskContext context) {
        String text = context.getLocalProperty(Settings.TASK);
        if (text == null) {
            return configured;
        }
        TaskLimits known = ofJobs.get(text);
        if (known == null) {
            known = TaskLimits.read(Map.of(Settings.TASK, text));
            if (ofJobs.size() >= MOST_KEPT) {
                ofJobs.clear();
            }
            ofJobs.put(text, known);
        }
        return known;
    }

    /** Ends a scope with its task, on the task's thread. */
    private record Closing(LimitScope scope, Runnable afterwards) implements TaskCompletionListener {

        @Override
        public void onTaskCompletion(TaskContext context) {
            scope.close();
            afterwards.run();
        }
    }

    /** Has a task fail whose job asks for something that is not possible, should it end before its job is cancelled. */
    private record Refusal(IllegalArgumentException reason) implements TaskCompletionListener {

        @Override
        public void onTaskCompletion(TaskContext context) {
            throw reason;
        }
    }
}
