package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** JVMs of their own that are attached to from another process, as people do it. */
@Timeout(90)
class AttachTests {

    private static final int KILLED = 6;
    private static final int TOGETHER = 4;
    private static final int ROUNDS_TOGETHER = 2;

    static List<Path> jdks() throws IOException {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void itIsCappedUntilItIsReleasedAndThenNothingOfOursIsThere(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.without(jdk, List.of(), blas(), gomp())) {
            String found = target.ask("blas");
            assertThat(found).isNotEqualTo("1");
            assertThat(state("info", target).get("caps")).isEqualTo(List.of());
            Instant before = Instant.now();
            Map<String, Object> capped = state("limit", target, "blas=1");
            assertThat(target.ask("blas")).isEqualTo("1");
            assertThat(pool(capped, "libopenblas").get("num_threads")).isEqualTo(1);
            assertThat(pool(capped, "libopenblas").get("cap")).isEqualTo(1);
            List<Map<?, ?>> caps = Target.maps(state("info", target), "caps");
            assertThat(caps).hasSize(1);
            assertThat(caps.get(0).get("name")).isEqualTo("blas");
            assertThat(caps.get(0).get("num_threads")).isEqualTo(1);
            assertThat(caps.get(0).get("origin"))
                    .isEqualTo("threadpoolctl limit, run by " + System.getProperty("user.name"));
            assertThat(Instant.parse(String.valueOf(caps.get(0).get("since")))).isBetween(before, Instant.now());
            state("limit", target, "blas=2");
            assertThat(target.ask("blas")).isEqualTo("2");
            assertThat(state("release", target).get("caps")).isEqualTo(List.of());
            assertThat(target.ask("blas")).isEqualTo(found);
            awaitNothingOfOurs(target);
            try (Stream<Path> files = Files.list(Path.of("/tmp"))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.startsWith("threadpoolctl-" + target.pid() + "-"));
            }
            assertThat(target.log()).doesNotContain("Exception", "SLF4J", "threadpoolctl cannot");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aLibraryThatIsLoadedUnderTheCapComesUnderIt(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.without(jdk, List.of())) {
            state("limit", target, "all=1");
            assertThat(state("info", target).get("pools")).isEqualTo(List.of());
            target.ask("load " + blas());
            while (!target.ask("blas of " + blas()).equals("1")) {
                Thread.onSpinWait();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void anApplicationsOwnCoreKnowsTheCapAndKeepsIt(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.with(jdk, List.of(), blas(), gomp())) {
            assertThat(target.ask("openmp in a scope of 3")).isEqualTo("3");
            state("limit", target, "openmp=2", "blas=1");
            assertThat(target.ask("caps")).contains("openmp=2 by threadpoolctl limit", "blas=1 by threadpoolctl limit");
            assertThat(target.ask("openmp in a scope of 3")).isEqualTo("2");
            assertThat(target.ask("blas")).isEqualTo("1");
            state("release", target);
            assertThat(target.ask("caps")).isEqualTo("[]");
            assertThat(target.ask("openmp in a scope of 3")).isEqualTo("3");
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whichThreadsAreNotReachedIsSaid(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.without(jdk, List.of(), blas(), gomp())) {
            Map<String, Object> state = state("limit", target, "openmp=2", "blas=2");
            assertThat(target.ask("openmp of a new thread")).isEqualTo("4");
            assertThat(state.get("not_reached"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(1)
                    .allSatisfy(sentence -> assertThat(String.valueOf(sentence))
                            .startsWith("libgomp has a number for each thread.")
                            .endsWith("OMP_NUM_THREADS=2."));
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void underLoadTwiceAtOnceAndWithToolsThatAreKilledTheTargetGoesOn(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.without(jdk, List.of(), blas(), gomp())) {
            String found = target.ask("blas");
            target.ask("work");
            Stream.of("blas=1", "openmp=1")
                    .map(limit -> CompletableFuture.supplyAsync(() -> run("limit", target, limit)))
                    .toList()
                    .forEach(run -> assertThat(run.join().exitCode()).isZero());
            assertThat(target.ask("blas")).isEqualTo("1");
            for (int i = 0; i < KILLED; i++) {
                kill(i, target);
            }
            assertThat(target.ask("blas")).isEqualTo("1");
            long products = Long.parseLong(target.ask("products"));
            state("release", target);
            assertThat(target.ask("blas")).isEqualTo(found);
            while (Long.parseLong(target.ask("products")) == products) {
                Thread.onSpinWait();
            }
            assertThat(target.isAlive()).isTrue();
            awaitNothingOfOurs(target);
        }
    }

    /** A JVM that is sent a second SIGQUIT while it begins to listen prints all its threads, where its user reads answers. */
    @ParameterizedTest
    @MethodSource("jdks")
    void whoComesFirstTogetherWithOthersLeavesNothingInTheTargetsOutput(Path jdk) throws Exception {
        for (int round = 0; round < ROUNDS_TOGETHER; round++) {
            try (TargetJvm target = TargetJvm.without(jdk, List.of(), blas(), gomp())) {
                String found = target.ask("blas");
                Stream.generate(() -> CompletableFuture.supplyAsync(
                                () -> run("info", target), task -> new Thread(task).start()))
                        .limit(TOGETHER)
                        .toList()
                        .forEach(run -> assertThat(run.join().exitCode()).isZero());
                assertThat(target.ask("blas")).isEqualTo(found);
            }
        }
    }

    /** Kills a tool the later in its life the larger the number, each time at another place. */
    private static void kill(int number, TargetJvm target) throws Exception {
        Process tool = new ProcessBuilder(CommandLineRun.command("info", "--pid", target.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < number; i++) {
            target.jcmd("VM.version");
        }
        tool.destroyForcibly().waitFor();
    }

    private static void awaitNothingOfOurs(TargetJvm target) throws Exception {
        while (target.jcmd("GC.class_histogram").matches("(?s).*threadpoolctl\\.(internal|cli\\.Visit).*")) {
            Thread.onSpinWait();
        }
        assertThat(target.jcmd("Thread.print")).doesNotContain("\"threadpoolctl");
    }

    private static String blas() throws IOException {
        return Installed.OPENBLAS.path();
    }

    private static String gomp() throws IOException {
        return Installed.GOMP.path();
    }

    private static Map<String, Object> state(String command, TargetJvm target, String... limits) throws Exception {
        CommandLineRun run = run(command, target, limits);
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JSON.std.mapFrom(run.out());
    }

    private static CommandLineRun run(String command, TargetJvm target, String... limits) {
        try {
            return CommandLineRun.of(Stream.concat(Stream.of(command, "--pid", target.pid()), Stream.of(limits))
                    .toArray(String[]::new));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Map<?, ?> pool(Map<String, Object> state, String prefix) {
        return Target.maps(state, "pools").stream()
                .filter(pool -> prefix.equals(pool.get("prefix")))
                .findFirst()
                .orElseThrow();
    }
}
