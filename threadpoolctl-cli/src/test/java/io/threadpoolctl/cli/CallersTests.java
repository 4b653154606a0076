package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which methods of another JVM are in native code. */
@Timeout(120)
class CallersTests {

    static List<Path> jdks() throws IOException {
        return Jdks.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theMethodBehindTheBindingIsNamedWithTheLineToWrite(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.without(jdk, List.of(), Installed.OPENBLAS.path())) {
            target.ask("work");
            CommandLineRun run = CommandLineRun.of("callers", "--pid", target.pid(), "--seconds", "3", "--json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, Object> sampled = JSON.std.mapFrom(run.out());
            List<Map<?, ?>> callers = Target.maps(sampled, "callers");
            assertThat(callers).hasSize(1);
            String method = TargetMain.Solver.class.getName() + ".multiply";
            assertThat(callers.get(0).get("method")).isEqualTo(method);
            assertThat(callers.get(0).get("binding")).isEqualTo("JNA");
            assertThat(callers.get(0).get("limited_samples")).isEqualTo(0);
            assertThat((Integer) callers.get(0).get("threads_at_once")).isBetween(2, 4);
            assertThat(String.valueOf(callers.get(0).get("stack")))
                    .contains("Solver.multiply, " + TargetMain.Solver.class.getName() + ".forever");
            assertThat(sampled.get("remedy")).isEqualTo("@ThreadpoolLimits(blas = 1) on " + method);
            assertThat(CommandLineRun.of("callers", "--pid", target.pid(), "--seconds", "1", "--table")
                            .out())
                    .endsWith("\n@ThreadpoolLimits(blas = 1) on " + method + System.lineSeparator());
        }
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatIsUnderLimitsOfTheApplicationIsSaidToBe(Path jdk) throws Exception {
        try (TargetJvm target = TargetJvm.with(jdk, List.of(), Installed.OPENBLAS.path())) {
            target.ask("work in a scope");
            CommandLineRun run = CommandLineRun.of("callers", "--pid", target.pid(), "--seconds", "3", "--json");
            assertThat(run.exitCode()).as(run.err()).isZero();
            Map<String, Object> sampled = JSON.std.mapFrom(run.out());
            Map<?, ?> caller = Target.maps(sampled, "callers").get(0);
            assertThat(caller.get("limited_samples")).isEqualTo(caller.get("samples"));
            assertThat(sampled.get("remedy")).isNull();
        }
    }
}
