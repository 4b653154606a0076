package io.threadpoolctl.spark.copies;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.spark.ThreadpoolLimitsPlugin;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Limits OpenBLAS within a task, beside the plugin. Prints whose classes those are that it used, how many threads there were
 * in the task, inside a scope of 3 and one of 1 threads of its own, after both, and in a task without limits at the end.
 */
public final class OwnCore {

    private OwnCore() {}

    /** Expects the path of OpenBLAS. */
    public static void main(String[] arguments) {
        String blas = arguments[0];
        try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("own core"))) {
            spark.setLocalProperty("spark.threadpoolctl.task", "none");
            run(spark, blas, true);
            spark.setLocalProperty("spark.threadpoolctl.task", "blas=2");
            String limited = run(spark, blas, false);
            spark.setLocalProperty("spark.threadpoolctl.task", "none");
            System.out.println("Seen: " + limited + " at the end " + run(spark, blas, false));
        }
    }

    private static String run(JavaSparkContext spark, String blas, boolean first) {
        return spark.parallelize(List.of(1), 1).map(any -> look(blas, first)).first();
    }

    private static String look(String blas, boolean first) throws ClassNotFoundException {
        NativeLibrary library = NativeLibrary.getInstance(blas);
        if (first) {
            library.getFunction("openblas_set_num_threads").invokeVoid(new Object[] {8});
        }
        Function threads = library.getFunction("openblas_get_num_threads");
        if (TaskContext.get().getLocalProperty("spark.threadpoolctl.task").equals("none")) {
            return "" + count(threads);
        }
        Class<?> ofPlugin =
                Class.forName(Threadpools.class.getName(), false, ThreadpoolLimitsPlugin.class.getClassLoader());
        String before = " before " + count(threads);
        Threadpools ours = Threadpools.ofProcess();
        String inside = ours.call(
                Limits.blas(3),
                () -> " three " + count(threads) + ours.call(Limits.blas(1), () -> " one " + count(threads)));
        return (ofPlugin == Threadpools.class ? "one core" : "two cores") + before + inside + " after "
                + count(threads);
    }

    private static int count(Function threads) {
        return threads.invokeInt(new Object[0]);
    }
}
