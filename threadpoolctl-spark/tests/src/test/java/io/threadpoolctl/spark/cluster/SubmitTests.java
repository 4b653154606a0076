package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.spark.ThreadpoolLimitsPlugin;
import io.threadpoolctl.spark.copies.OwnCore;
import io.threadpoolctl.spark.example.Products;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What users do: {@code spark-submit}, with jars, to a cluster that knows nothing of the plugin. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmitTests {

    private static final int EXECUTORS = 2;
    private static final int FOR_EVER = 10_000;
    private static final int MOST_LOOKS = 30_000;

    private Path directory;
    private String blas = "";
    private Standalone cluster;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        blas = OpenBlas.path();
        cluster = Standalone.start(EXECUTORS);
    }

    @AfterAll
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void theExampleOfTheGuideShowsTheLimitsOfItsExecutorsInTheMetrics() throws IOException {
        Path metrics = Files.createDirectory(directory.resolve("metrics"));
        try (SparkProcess driver = example(metrics, FOR_EVER)) {
            // No more than there are processors, which OpenBLAS counts itself.
            String wide = Integer.toString(Math.min(8, Runtime.getRuntime().availableProcessors()));
            String ofThePlugin = ".plugin." + ThreadpoolLimitsPlugin.class.getName();
            for (int executor = 0; executor < EXECUTORS; executor++) {
                String name = "." + executor + ofThePlugin;
                awaitValue(metrics, name + ".pool.libopenblas.limit.csv", "1");
                awaitValue(metrics, name + ".pool.libopenblas.size.csv", wide);
                awaitValue(metrics, name + ".pool.libopenblas.notHonoured.csv", "0");
                awaitValue(metrics, name + ".scopes.open.csv", "1");
                awaitValue(metrics, name + ".libraries.csv", "1");
            }
            assertThat(driver.isAlive()).isTrue();
        }
    }

    @Test
    void theExampleOfTheGuideEndsWell() throws IOException {
        Path metrics = Files.createDirectory(directory.resolve("metrics-of-all"));
        try (SparkProcess driver = example(metrics, 2 * EXECUTORS)) {
            driver.await(Pattern.compile("^Sum: "));
            driver.awaitEnd();
        }
    }

    @Test
    void aCopyOfTheCoreBehindThePluginsIsNotUsed() {
        Path core = Jars.ofCore(directory.resolve("behind.jar"));

        assertThat(ownCore(core, false)).isEqualTo("one core before 2 three 3 one 1 after 2 at the end 8");
    }

    /** Across copies the smallest number counts; within one the newest scope of a thread. */
    @Test
    void aCopyOfTheCoreThatComesFirstAgreesWithThePlugins() {
        Path core = Jars.ofCore(directory.resolve("first.jar"));

        assertThat(ownCore(core, true)).isEqualTo("two cores before 2 three 2 one 1 after 2 at the end 8");
    }

    private SparkProcess example(Path metrics, int tasks) {
        Path application =
                Jars.ofTests(directory.resolve("products" + tasks + ".jar"), Products.class.getPackageName());
        return submit(
                "",
                List.of(
                        "--jars",
                        SparkHome.plugin().toString(),
                        "--conf",
                        "spark.metrics.conf.executor.sink.csv.class=org.apache.spark.metrics.sink.CsvSink",
                        "--conf",
                        "spark.metrics.conf.executor.sink.csv.directory=" + metrics,
                        "--conf",
                        "spark.metrics.conf.executor.sink.csv.period=1",
                        "--conf",
                        "spark.executorEnv.OPENBLAS_NUM_THREADS=8",
                        "--class",
                        Products.class.getName()),
                application,
                Integer.toString(tasks));
    }

    private String ownCore(Path core, boolean userFirst) {
        Path application =
                Jars.ofTests(directory.resolve("own-core-" + userFirst + ".jar"), OwnCore.class.getPackageName());
        try (SparkProcess driver = submit(
                SparkHome.plugin() + File.pathSeparator,
                List.of(
                        "--jars",
                        core.toString(),
                        "--conf",
                        "spark.executor.extraClassPath=" + SparkHome.plugin(),
                        "--conf",
                        "spark.driver.userClassPathFirst=" + userFirst,
                        "--conf",
                        "spark.executor.userClassPathFirst=" + userFirst,
                        "--conf",
                        "spark.cores.max=1",
                        "--class",
                        OwnCore.class.getName()),
                application,
                blas)) {
            return driver.await(Pattern.compile("^Seen: (.*)")).group(1);
        }
    }

    private SparkProcess submit(String classPath, List<String> options, Path application, String argument) {
        List<String> arguments = new ArrayList<>(List.of(
                "--master", cluster.master(),
                "--driver-memory", "512m",
                "--executor-memory", "512m",
                "--conf", "spark.plugins=" + ThreadpoolLimitsPlugin.class.getName(),
                "--conf", "spark.driver.host=127.0.0.1",
                "--conf", "spark.driver.bindAddress=127.0.0.1",
                "--conf", "spark.ui.enabled=false"));
        arguments.addAll(options);
        arguments.addAll(List.of(application.toString(), argument));
        return SparkProcess.start("org.apache.spark.deploy.SparkSubmit", classPath, arguments);
    }

    /** Waits until a file that ends like this has a line with this value behind the time. */
    private static void awaitValue(Path metrics, String nameEnd, String value) throws IOException {
        List<String> lines = List.of();
        for (int i = 0; i < MOST_LOOKS; i++) {
            lines = lines(metrics, nameEnd);
            if (lines.stream().anyMatch(line -> line.endsWith("," + value))) {
                return;
            }
            LockSupport.parkNanos(10_000_000);
        }
        try (Stream<Path> files = Files.list(metrics)) {
            assertThat(lines)
                    .as("%s, among %s", nameEnd, files.map(Path::getFileName).toList())
                    .contains("…," + value);
        }
    }

    private static List<String> lines(Path metrics, String nameEnd) throws IOException {
        try (Stream<Path> files = Files.list(metrics)) {
            Path file = files.filter(each -> each.toString().endsWith(nameEnd))
                    .findFirst()
                    .orElse(null);
            return file == null ? List.of() : Files.readAllLines(file);
        }
    }
}
