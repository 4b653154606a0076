package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Starts JVMs for scenarios: the same Java and the same class path as this one, and none of the environment variables that
 * native libraries read, unless given here.
 *
 * <pre>{@code
 * String openblas = DebianLibrary.OPENBLAS_PTHREAD.path();
 * NativeJvm.plain().environment("OMP_NUM_THREADS", "4").run(() -> {
 *     NativeCode.load(openblas);
 *     assertThat(Threadpools.ofProcess().info()).hasSize(1);
 * });
 * }</pre>
 */
public final class NativeJvm {

    private static final List<String> VARIABLES_OF_LIBRARIES =
            List.of("OMP_", "OPENBLAS_", "GOTO_", "MKL_", "BLIS_", "KMP_", "GOMP_", "FLEXIBLAS", "JAVA_TOOL_OPTIONS");
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final long DUMP_SECONDS = 10;

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<String> options = new ArrayList<>();
    private List<String> starter = List.of();
    private boolean nativeAccess = true;
    private String classPath = System.getProperty("java.class.path");
    private Duration limit = Duration.ofSeconds(60);

    private NativeJvm() {}

    /** A JVM without anything special. */
    public static NativeJvm plain() {
        return new NativeJvm();
    }

    /** Sets an environment variable. */
    public NativeJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Has idle threads of native pools sleep at once: those that spin for a while would count as working. */
    public NativeJvm withSleepingPools() {
        return environment("OMP_WAIT_POLICY", "passive").environment("OPENBLAS_THREAD_TIMEOUT", "4");
    }

    /** Sets a system property. */
    public NativeJvm property(String name, String value) {
        return option("-D" + name + "=" + value);
    }

    /** Adds an option of the {@code java} command. */
    public NativeJvm option(String option) {
        options.add(option);
        return this;
    }

    /** Has a command start the JVM, whose own command is appended to it. */
    public NativeJvm startedBy(String... command) {
        starter = List.of(command);
        return this;
    }

    /** Puts a directory or a jar ahead of the class path. */
    public NativeJvm withClassPath(Path entry) {
        classPath = entry + File.pathSeparator + classPath;
        return this;
    }

    /** Takes the jars whose names begin like this out of the class path. */
    public NativeJvm withoutJar(String beginning) {
        classPath = Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith(beginning))
                .collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Does not let its classes reach native code without being asked. */
    public NativeJvm withoutNativeAccess() {
        nativeAccess = false;
        return this;
    }

    /** Lets the JVM compile as well as it can, for scenarios that look for races. Others start faster without. */
    public NativeJvm fullyCompiled() {
        return option("-XX:TieredStopAtLevel=4");
    }

    /** After this time the JVM is killed and the test fails with a dump of its threads; 60 seconds unless given. */
    public NativeJvm killedAfter(Duration time) {
        limit = time;
        return this;
    }

    /**
     * Runs the scenario and fails with all that it printed unless it ends well. It may also find that it cannot be played on
     * this system, by an assumption that does not hold; then the test is skipped.
     *
     * @return what it printed, stdout and stderr together
     */
    public String run(Scenario scenario) {
        Outcome outcome = outcome(scenario);
        if (outcome.exitCode() == ScenarioMain.SKIPPED) {
            Assumptions.abort(outcome.output());
        }
        if (outcome.exitCode() != 0) {
            fail("The scenario's JVM ended with exit code %d and printed:%n%s", outcome.exitCode(), outcome.output());
        }
        return outcome.output();
    }

    /** Runs the scenario, however it ends. */
    public Outcome outcome(Scenario scenario) {
        try {
            Path input = Files.createTempFile(Scratch.directory(), "scenario", ".ser");
            Path output = Files.createTempFile(Scratch.directory(), "scenario", ".txt");
            try (ObjectOutputStream stream = new ObjectOutputStream(Files.newOutputStream(input))) {
                stream.writeObject(scenario);
            }
            Process process = start(input, output);
            try {
                boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (!ended) {
                    fail(
                            "The scenario's JVM did not end within %s. It printed:%n%s%nIts threads:%n%s",
                            limit, Files.readString(output), threads(process));
                }
                return new Outcome(process.exitValue(), Files.readString(output));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new AssertionError("The scenario's JVM could not be used.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the scenario's JVM ran.", e);
        }
    }

    private Process start(Path input, Path output) throws IOException {
        List<String> command = new ArrayList<>(starter);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-Xmx512m", "-XX:TieredStopAtLevel=1"));
        // A compiler thread that ends would be taken for one of a library's.
        command.add("-XX:-UseDynamicNumberOfCompilerThreads");
        if (nativeAccess) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(List.of(ScenarioMain.class.getName(), input.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(NativeJvm::isReadByLibraries);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static boolean isReadByLibraries(String variable) {
        return VARIABLES_OF_LIBRARIES.stream().anyMatch(variable.toUpperCase(Locale.ROOT)::startsWith);
    }

    /** Whether this Java can show the threads of another one; one that is there to run programs only may have no tools. */
    static boolean canShowThreads() {
        return Files.isExecutable(JCMD);
    }

    private static String threads(Process process) throws IOException, InterruptedException {
        if (!canShowThreads()) {
            return "not to be seen, since this Java has no " + JCMD;
        }
        Path dump = Files.createTempFile(Scratch.directory(), "threads", ".txt");
        Process asking = new ProcessBuilder(JCMD.toString(), Long.toString(process.pid()), "Thread.print")
                .redirectErrorStream(true)
                .redirectOutput(dump.toFile())
                .start();
        boolean answered = asking.waitFor(DUMP_SECONDS, TimeUnit.SECONDS);
        asking.destroyForcibly();
        return answered ? Files.readString(dump) : "no answer from the JVM";
    }

    /**
     * How a scenario ended.
     *
     * @param exitCode 0 if it returned, 1 if it threw, anything else if it or a library ended the process
     * @param output what it printed, stdout and stderr together, with the stack trace if it threw
     */
    public record Outcome(int exitCode, String output) {}
}
