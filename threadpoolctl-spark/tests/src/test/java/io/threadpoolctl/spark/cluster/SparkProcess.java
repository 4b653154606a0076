package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of Spark in a JVM of its own, as its scripts would start it; ended with this JVM at the latest. */
final class SparkProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final BufferedReader output;
    private final Thread atTheEnd;

    /** What it has printed so far. */
    private final StringBuilder read = new StringBuilder();

    private SparkProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
        this.atTheEnd = new Thread(() -> kill(process));
        Runtime.getRuntime().addShutdownHook(atTheEnd);
    }

    static SparkProcess start(String program, List<String> arguments) {
        return start(program, "", arguments);
    }

    /** @param classPath what is to stand ahead of Spark's jars */
    static SparkProcess start(String program, String classPath, List<String> arguments) {
        SparkHome.make();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens") || option.startsWith("--enable-native-access"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
        command.addAll(List.of("-cp", classPath + SparkHome.jars(), program));
        command.addAll(arguments);
        try {
            return new SparkProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it prints a line in which this occurs. */
    Matcher await(Pattern wanted) {
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                read.append(line).append('\n');
                Matcher found = wanted.matcher(line);
                if (found.find()) {
                    new Thread(this::readOn).start();
                    return found;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("It ended without \"" + wanted + "\" and had printed:\n" + read);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has ended well. */
    void awaitEnd() {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        assertThat(process.exitValue()).isZero();
    }

    /** So that it need not wait for a reader. */
    private void readOn() {
        try {
            while (output.readLine() != null) {}
        } catch (IOException closed) {
            // as good as the end
        }
    }

    @Override
    public void close() {
        kill(process);
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException ending) {
            // the hook has run
        }
    }

    /** With what it has started, executors above all. */
    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
