package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM of its own that {@link TargetMain} runs in, to be attached to. */
final class TargetJvm implements AutoCloseable {

    private final Process process;
    private final Path home;
    private final PrintWriter questions;
    private final BufferedReader answers;
    private final Path log;

    private TargetJvm(Path home, Process process, Path log) throws IOException {
        this.home = home;
        this.process = process;
        this.log = log;
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        assertThat(answers.readLine()).as(Files.readString(log)).isEqualTo("ready");
    }

    /** One that knows nothing of threadpoolctl. */
    static TargetJvm without(Path home, List<String> options, String... libraries) throws IOException {
        return start(home, options, entries("test-classes", "/test", "jna"), libraries);
    }

    /** One that has the core on its class path, too. */
    static TargetJvm with(Path home, List<String> options, String... libraries) throws IOException {
        return start(home, options, System.getProperty("java.class.path"), libraries);
    }

    private static TargetJvm start(Path home, List<String> options, String classPath, String... libraries)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString(), "-cp", classPath));
        // So that what nobody uses any more is seen to go; the JDK's caches would keep it until memory is short.
        command.add("-XX:SoftRefLRUPolicyMSPerMB=0");
        command.addAll(options);
        command.add(TargetMain.class.getName());
        command.addAll(List.of(libraries));
        Path log = Files.createTempFile("target", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.to(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("OMP_") || name.startsWith("OPENBLAS_"));
        builder.environment().put("OPENBLAS_NUM_THREADS", "4");
        builder.environment().put("OMP_NUM_THREADS", "4");
        return new TargetJvm(home, builder.start(), log);
    }

    private static String entries(String... marks) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> Stream.of(marks).anyMatch(entry::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }

    String pid() {
        return Long.toString(process.pid());
    }

    /** Asks {@link TargetMain}. */
    String ask(String question) throws IOException {
        questions.println(question);
        return String.valueOf(answers.readLine());
    }

    /** What the JVM itself says, as jcmd asks it. */
    String jcmd(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("jcmd", ".out");
        List<String> words = new ArrayList<>(List.of(home.resolve("bin/jcmd").toString(), pid()));
        words.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out);
    }

    /** What it printed to standard error. */
    String log() throws IOException {
        return Files.readString(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(log);
    }
}
