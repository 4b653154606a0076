package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Limits;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Threadpools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DuckDB, whose databases have pools of their own: the two settings that are documented, and that nothing else does it. */
@Timeout(300)
class RealPoolsDuckDbTests {

    private static final int ROWS = 1_000_000;

    @Test
    void theSettingsThatTheWarningNamesLimitADatabaseAndALimitFromOutsideDoesNot() {
        NativeJvm.plain()
                .option("--add-opens=java.base/java.nio=ALL-UNNAMED")
                .killedAfter(Duration.ofMinutes(4))
                .run(() -> {
                    Threadpools pools = Threadpools.ofProcess();
                    try (Connection database = open(new Properties());
                            Statement statement = database.createStatement()) {
                        statement.execute("SET threads = 4");
                        assertThat(working(statement, 2)).as("4 threads").isGreaterThan(1);
                        pools.run(
                                Limits.all(1),
                                () -> assertThat(working(statement, 2))
                                        .as("limited from outside")
                                        .isGreaterThan(1));
                        assertThat(pools.select("duckdb").snapshot().pools())
                                .singleElement()
                                .matches(pool -> !pool.honoured())
                                .extracting(PoolState::library)
                                .extracting(LibraryInfo::version)
                                .isEqualTo("v1.4.4");
                        int wide = threads();
                        statement.execute("SET threads = 1");
                        assertThat(working(statement, 1)).as("SET threads").isEqualTo(1);
                        assertThat(wide - threads()).as("its threads are gone").isEqualTo(3);
                    }
                    Properties one = new Properties();
                    one.setProperty("threads", "1");
                    try (Connection database = open(one);
                            Statement statement = database.createStatement()) {
                        assertThat(working(statement, 1)).as("the property").isEqualTo(1);
                    }
                });
    }

    private static Connection open(Properties properties) throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:", properties);
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE numbers AS SELECT range AS number FROM range(" + ROWS + ")");
        }
        return database;
    }

    private static int working(Statement statement, int wanted) {
        return EffectiveThreads.upTo(wanted, () -> {
            try (ResultSet result = statement.executeQuery(
                    "SELECT count(*), sum(sin(number) * cos(number)) FROM numbers WHERE number % 3 < 3")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getInt(1)).isEqualTo(ROWS);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static int threads() throws IOException {
        try (var tasks = Files.list(Path.of("/proc/self/task"))) {
            return (int) tasks.count();
        }
    }
}
