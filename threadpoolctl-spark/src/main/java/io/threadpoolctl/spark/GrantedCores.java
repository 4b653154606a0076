package io.threadpoolctl.spark;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;

/** How many cores Spark has given an executor. */
final class GrantedCores {

    private static final Pattern LOCAL_MASTER = Pattern.compile("local\\[\\s*([0-9]+)\\s*(?:,.*)?]");

    /** All that start executors say it here, for resource profiles too; Spark itself keeps it where nobody can ask. */
    private static final Pattern OPTION = Pattern.compile("ExecutorBackend .*--cores ([0-9]+)(?: .*)?");

    private GrantedCores() {}

    /** Empty if it cannot be told, or is all there are. */
    static OptionalInt ofThisExecutor(SparkConf conf) {
        return find(conf.get("spark.master", ""), System.getProperty("sun.java.command", ""), conf);
    }

    static OptionalInt find(String master, String command, SparkConf conf) {
        if (master.equals("local")) {
            return OptionalInt.of(1);
        }
        if (master.startsWith("local[")) {
            return number(LOCAL_MASTER.matcher(master));
        }
        OptionalInt told = number(OPTION.matcher(command));
        return told.isPresent() ? told : number(Pattern.compile("(.*)").matcher(conf.get("spark.executor.cores", "")));
    }

    private static OptionalInt number(Matcher matcher) {
        try {
            return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalInt.empty();
        }
    }
}
