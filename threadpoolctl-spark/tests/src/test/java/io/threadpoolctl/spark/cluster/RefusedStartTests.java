package io.threadpoolctl.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedStartTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spark.threadpoolctl.task.all     | 0    | spark.threadpoolctl.task.all is "0", which is not possible. Give a whole number
            spark.threadpoolctl.task.bals    | 1    | did you mean "blas"?
            spark.threadpoolctl.process.blas | cpus | spark.threadpoolctl.process.blas is "cpus", which is not possible.
            spark.threadpoolctl.watch        | soon | spark.threadpoolctl.watch is "soon", which is not possible.
            spark.threadpoolctl.enable       | true | There is no setting spark.threadpoolctl.enable.
            """)
    void theDriverDoesNotStartWithWhatIsNotPossible(String key, String value, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Application(Application.conf("local[2]").set(key, value)))
                .withMessageContaining(sentence);

        assertThat(OpenBlas.threads(OpenBlas.path()))
                .as("loaded before the tasks")
                .isPositive();
        try (Application application = new Application(Application.conf("local[2]"))) {
            assertThat(application.look(2)).allMatch(seen -> seen.threads() == 1);
        }
    }
}
