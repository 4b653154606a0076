package io.threadpoolctl.spark;

import io.threadpoolctl.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * What {@code spark.threadpoolctl.*} says.
 *
 * @param task what each task is limited to
 * @param process what an executor is limited to, in tasks and outside them
 * @param watch how often is looked for libraries that a task has loaded; {@code null} for never
 */
record Settings(TaskLimits task, Limits process, @Nullable Duration watch) {

    static final String PREFIX = "spark.threadpoolctl.";
    static final String TASK = PREFIX + "task";

    private static final String ENABLED = PREFIX + "enabled";
    private static final String PROCESS = PREFIX + "process";
    private static final String WATCH = PREFIX + "watch";

    /**
     * Reads them.
     *
     * @return {@code null} if they say that nothing is to be done
     * @throws IllegalArgumentException if one is not possible; the message is for whoever wrote it
     */
    static @Nullable Settings read(SparkConf conf) {
        Map<String, String> texts = new TreeMap<>();
        for (Tuple2<String, String> each : conf.getAllWithPrefix(PREFIX)) {
            texts.put(PREFIX + each._1(), each._2());
        }
        return read(texts);
    }

    /** As {@link #read(SparkConf)}. */
    static @Nullable Settings read(Map<String, String> texts) {
        texts.keySet().forEach(Settings::check);
        if (!enabled(texts.getOrDefault(ENABLED, "true"))) {
            return null;
        }
        String watch = texts.get(WATCH);
        return new Settings(
                TaskLimits.read(below(TASK, texts)),
                LimitTexts.ofProcess(below(PROCESS, texts)),
                watch == null ? WatchText.USUAL : WatchText.read(WATCH, watch));
    }

    private static Map<String, String> below(String group, Map<String, String> texts) {
        Map<String, String> below = new TreeMap<>(texts);
        below.keySet().removeIf(key -> !isOf(group, key));
        return below;
    }

    private static boolean isOf(String group, String key) {
        return key.equals(group) || key.startsWith(group + ".");
    }

    private static void check(String key) {
        if (!key.equals(ENABLED) && !key.equals(WATCH) && !isOf(TASK, key) && !isOf(PROCESS, key)) {
            throw new IllegalArgumentException("There is no setting " + key + ". There are " + ENABLED + ", " + TASK
                    + ".NAME, " + PROCESS + ".NAME and " + WATCH
                    + ", where NAME is \"all\", \"blas\", \"openmp\" or the name"
                    + " of a library, such as \"libopenblas\".");
        }
    }

    private static boolean enabled(String text) {
        return switch (text.trim()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        ENABLED + " is \"" + text + "\", which is not possible. Give true or false.");
        };
    }
}
