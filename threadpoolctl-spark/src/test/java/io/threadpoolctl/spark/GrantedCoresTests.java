package io.threadpoolctl.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantedCoresTests {

    private final SparkConf conf = new SparkConf(false);

    @ParameterizedTest
    @CsvSource({"local, 1", "local[3], 3", "'local[4, 2]', 4"})
    void aLocalMasterSaysIt(String master, int cores) {
        assertThat(GrantedCores.find(master, "", conf)).hasValue(cores);
    }

    @ParameterizedTest
    @ValueSource(strings = {"local[*]", "local[*,2]", "spark://host:7077", ""})
    void whereNobodySaysItTheMachineCounts(String master) {
        assertThat(GrantedCores.find(master, "", conf)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void theCommandOfAnExecutorSaysItWhateverIsConfigured() {
        conf.set("spark.executor.cores", "8");

        assertThat(GrantedCores.find(
                        "spark://host:7077",
                        "org.apache.spark.executor.CoarseGrainedExecutorBackend --driver-url spark://x --executor-id 0"
                                + " --hostname h --cores 2 --app-id a --resourceProfileId 1",
                        conf))
                .hasValue(2);
    }

    @Test
    void otherwiseTheConfigurationSaysIt() {
        conf.set("spark.executor.cores", "8");

        assertThat(GrantedCores.find("yarn", "com.example.Driver --cores 3", conf))
                .hasValue(8);
    }
}
