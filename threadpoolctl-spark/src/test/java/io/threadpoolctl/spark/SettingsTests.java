package io.threadpoolctl.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.threadpoolctl.Limits;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTests {

    @Test
    void withoutSettingsATaskHasAsManyThreadsAsItHasCores() {
        Settings settings = read(Map.of());

        assertThat(settings.task()).hasToString("all=cpus");
        assertThat(settings.process()).isEqualTo(Limits.none());
        assertThat(settings.watch()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void aNameHasAnAmountOfItsOwn() {
        Settings settings = read(Map.of(
                "spark.threadpoolctl.task.blas", "2",
                "spark.threadpoolctl.task.libgomp", "share",
                "spark.threadpoolctl.task.openmp", "none"));

        assertThat(settings.task()).hasToString("all=cpus, blas=2, libgomp=share, openmp=none");
    }

    @Test
    void severalNamesStandInOneText() {
        assertThat(read(Map.of("spark.threadpoolctl.task", "blas=1, openmp=auto"))
                        .task())
                .hasToString("all=cpus, blas=1, openmp=auto");
        assertThat(read(Map.of("spark.threadpoolctl.task", "2")).task()).hasToString("all=2");
    }

    @Test
    void aKeyOfItsOwnIsStrongerThanTheText() {
        assertThat(read(Map.of("spark.threadpoolctl.task", "blas=1", "spark.threadpoolctl.task.blas", "3"))
                        .task())
                .hasToString("all=cpus, blas=3");
    }

    @Test
    void theProcessHasLimitsToo() {
        Limits limits = read(Map.of(
                        "spark.threadpoolctl.process.all", "auto",
                        "spark.threadpoolctl.process.blas", "2",
                        "spark.threadpoolctl.process.openmp", "none"))
                .process();

        assertThat(limits).isEqualTo(Limits.auto().and(Limits.blas(2)));
    }

    @Test
    void switchedOffThereAreNoSettings() {
        assertThat(Settings.read(Map.of("spark.threadpoolctl.enabled", "false", "spark.threadpoolctl.task.all", "2")))
                .isNull();
    }

    @Test
    void theWatcherIsSwitchedOffOrGivenATime() {
        assertThat(read(Map.of("spark.threadpoolctl.watch", "off")).watch()).isNull();
        assertThat(read(Map.of("spark.threadpoolctl.watch", "2s")).watch()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void othersSettingsAreOthers() {
        SparkConf conf =
                new SparkConf(false).set("spark.threadpool.task", "x").set("spark.threadpoolctl.task.all", "3");

        assertThat(Objects.requireNonNull(Settings.read(conf)).task()).hasToString("all=3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark.threadpoolctl.task.all     | 0         | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task.all     | many      | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task.all     | ''        | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task.all     | 1,2       | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task         | blas=-1   | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task         | blas=1,   | Give a whole number of threads from 1 on, "cpus"
            spark.threadpoolctl.task         | =1        | name
            spark.threadpoolctl.task.bals    | 1         | did you mean "blas"?
            spark.threadpoolctl.task         | opnmp=1   | did you mean "openmp"?
            spark.threadpoolctl.task.        | 1         | name
            spark.threadpoolctl.process.blas | share     | or "none"
            spark.threadpoolctl.process.blas | cpus      | or "none"
            spark.threadpoolctl.process.bals | 1         | did you mean "blas"?
            spark.threadpoolctl.watch        | 0         | Give a time of a millisecond or more
            spark.threadpoolctl.watch        | soon      | Give a time of a millisecond or more
            spark.threadpoolctl.enabled      | yes       | Give true or false
            spark.threadpoolctl.tasks.blas   | 1         | There is no setting spark.threadpoolctl.tasks.blas
            """)
    void whatIsNotPossibleIsRefusedWithTheKeyAndWhatIsAllowed(String key, String text, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.read(Map.of(key, text)))
                .withMessageContaining(key)
                .withMessageContaining(allowed);
    }

    private static Settings read(Map<String, String> texts) {
        return Objects.requireNonNull(Settings.read(texts));
    }
}
