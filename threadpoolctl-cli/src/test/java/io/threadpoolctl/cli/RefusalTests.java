package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that cannot be attached to: one sentence, exit code 1, and nothing happens to them. */
@Timeout(120)
class RefusalTests {

    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @Test
    void aProcessThatIsNoJvmIsNeverSignalled() throws Exception {
        Process other = new ProcessBuilder("sleep", "1000").start();
        try {
            assertRefused(info(other.pid()), "is no JVM, so nothing was sent to it");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void aProcessThatIsNotThereIsSaidToBeNotThere() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertRefused(info(gone.pid()), "There is no process " + gone.pid());
    }

    @Test
    void aJvmThatDoesNotHandleSigquitLivesOn() throws Exception {
        try (TargetJvm target = TargetJvm.without(JDK, List.of("-Xrs"), Installed.OPENBLAS.path())) {
            CommandLineRun run = info(Long.parseLong(target.pid()));
            assertThat(run.exitCode()).as(run.err()).isBetween(0, 1); // it may listen without being signalled
            assertThat(target.ask("blas")).isNotEqualTo("null");
        }
    }

    @Test
    void aJvmThatForbidsAttachingSaysSo() throws Exception {
        for (List<String> options : List.of(
                List.of("-XX:+DisableAttachMechanism"), List.of("-XX:+DisableAttachMechanism", "-XX:-UsePerfData"))) {
            try (TargetJvm target = TargetJvm.without(JDK, options, Installed.OPENBLAS.path())) {
                assertRefused(info(Long.parseLong(target.pid())), "-XX:+DisableAttachMechanism");
                assertThat(target.ask("blas")).isNotEqualTo("null");
                assertThat(target.log()).doesNotContain("Full thread dump");
            }
        }
    }

    @Test
    void aJvmThatTakesNoAgentsSaysSo() throws Exception {
        for (Path jdk : Jdks.all()) {
            if (Jdks.version(jdk) >= FIRST_WITHOUT_AGENTS) {
                List<String> options = List.of("-XX:-EnableDynamicAgentLoading");
                try (TargetJvm target = TargetJvm.without(jdk, options, Installed.OPENBLAS.path())) {
                    assertRefused(info(Long.parseLong(target.pid())), "-XX:+EnableDynamicAgentLoading");
                    assertThat(target.ask("blas")).isNotEqualTo("null");
                }
            }
        }
    }

    private static final int FIRST_WITHOUT_AGENTS = 21;

    @Test
    void aJavaWithoutTheAttachApiSaysSo() throws Exception {
        try (TargetJvm target = TargetJvm.without(JDK, List.of(), Installed.OPENBLAS.path())) {
            List<String> command = CommandLineRun.command("info", "--pid", target.pid());
            assertRefused(
                    CommandLineRun.java(Stream.concat(
                            Stream.of("--limit-modules", "java.base,java.logging,java.sql,jdk.unsupported"),
                            command.stream().skip(1))),
                    "has no Attach API");
        }
    }

    @Test
    void aJvmWithoutTheModuleForAgentsSaysSo(@TempDir Path directory) throws Exception {
        Path runtime = directory.resolve("runtime");
        int status = ToolProvider.findFirst("jlink")
                .orElseThrow()
                .run(System.out, System.err, "--add-modules", "java.base", "--output", runtime.toString());
        assertThat(status).isZero();
        try (TargetJvm target = TargetJvm.without(runtime, List.of(), Installed.OPENBLAS.path())) {
            assertRefused(info(Long.parseLong(target.pid())), "without the module java.instrument");
            assertThat(target.ask("products")).isEqualTo("0");
        }
    }

    @Test
    void aJvmOfAnotherUserSaysWhoMayAttach(@TempDir Path directory) throws Exception {
        assumeTrue(OtherUser.canBePlayed(), "only root can run something as another user");
        try (TargetJvm target = TargetJvm.without(JDK, List.of(), Installed.OPENBLAS.path())) {
            CommandLineRun run = OtherUser.run(directory, "info", "--pid", target.pid());
            assertRefused(run, "belongs to root, and only root can attach to it.");
            assertThat(target.ask("blas")).isNotEqualTo("null");
        }
    }

    @Test
    void aNameThatCanNotBeLimitedIsAWrongCommandLine() throws Exception {
        try (TargetJvm target = TargetJvm.without(JDK, List.of(), Installed.OPENBLAS.path())) {
            CommandLineRun run = CommandLineRun.of("limit", "--pid", target.pid(), "bals=1");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("did you mean \"blas\"?");
            assertThat(target.ask("blas")).isNotEqualTo("null");
        }
    }

    @Test
    void listShowsJvmsWithPoolsAndNoOthers() throws Exception {
        try (TargetJvm with = TargetJvm.without(JDK, List.of(), Installed.OPENBLAS.path());
                TargetJvm without = TargetJvm.without(JDK, List.of())) {
            List<Object> listed = JSON.std.listFrom(CommandLineRun.of("list").out());
            assertThat(listed)
                    .anySatisfy(each -> {
                        assertThat(String.valueOf(((Map<?, ?>) each).get("pid")))
                                .isEqualTo(with.pid());
                        assertThat(((Map<?, ?>) each).get("libraries")).isEqualTo(List.of("libopenblas"));
                        assertThat(((Map<?, ?>) each).get("main")).isEqualTo(TargetMain.class.getName());
                    })
                    .noneSatisfy(each -> assertThat(String.valueOf(((Map<?, ?>) each).get("pid")))
                            .isEqualTo(without.pid()));
            assertThat(with.log()).doesNotContain("agent");
        }
    }

    private static CommandLineRun info(long pid) throws Exception {
        return CommandLineRun.of("info", "--pid", Long.toString(pid));
    }

    private static void assertRefused(CommandLineRun run, String sentence) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(sentence);
        assertThat(run.err().lines()).hasSize(1);
    }
}
