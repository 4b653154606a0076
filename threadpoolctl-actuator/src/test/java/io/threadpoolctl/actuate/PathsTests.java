package io.threadpoolctl.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.PinInfo;
import io.threadpoolctl.PoolState;
import io.threadpoolctl.Reach;
import io.threadpoolctl.ThreadpoolsSnapshot;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.Warning;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathsTests {

    private static final String PATH = "/opt/secret/libopenblas.so.0";
    private static final String GONE = "/opt/secret/gone/libblis.so";

    private final ThreadpoolsSnapshot snapshot = new ThreadpoolsSnapshot(
            2,
            4,
            List.of(new PoolState(
                    new LibraryInfo(
                            UserApi.BLAS,
                            "openblas",
                            "libopenblas",
                            PATH,
                            null,
                            1,
                            null,
                            null,
                            Reach.PROCESS,
                            Map.of()),
                    1,
                    0,
                    true,
                    null,
                    0,
                    0,
                    0)),
            0,
            0,
            List.of(),
            new PinInfo(0, 0, 0),
            List.of(
                    new Warning(Warning.Kind.OVERSUBSCRIBED, PATH, "Too wide (" + PATH + ")."),
                    new Warning(Warning.Kind.NOT_HONOURED, GONE, GONE + " does not follow.")));

    @Test
    void shownTheyStandInPoolsAndWarnings() {
        ThreadpoolsDescriptor answer = answer(Paths.shown());
        assertThat(answer.pools().get(0).filepath()).isEqualTo(PATH);
        assertThat(answer.warnings().get(0)).contains(PATH);
    }

    @Test
    void hiddenNothingOfThemIsLeftButFileNames() {
        ThreadpoolsDescriptor answer = answer(Paths.hidden(snapshot));
        assertThat(answer.pools().get(0).filepath()).isNull();
        assertThat(answer.warnings()).containsExactly("Too wide (libopenblas.so.0).", "libblis.so does not follow.");
        assertThat(answer.toString()).doesNotContain("secret");
    }

    @Test
    void hiddenIsWhateverLooksLikeAPath() {
        assertThat(Paths.hidden(snapshot)
                        .inText("/srv/app/lib/libx.so and C:\\srv\\x.dll: see https://example.org/a/b, blas/openmp"))
                .isEqualTo("libx.so and x.dll: see https://example.org/a/b, blas/openmp");
    }

    private ThreadpoolsDescriptor answer(Paths paths) {
        List<String> warnings =
                snapshot.warnings().stream().map(Warning::message).toList();
        return ThreadpoolsDescriptor.of(snapshot, Configured.NOTHING, null, paths, warnings);
    }
}
