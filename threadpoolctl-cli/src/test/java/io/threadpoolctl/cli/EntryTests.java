package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The keys of the products that the original knows, as it printed them (version 3.7.0) for the same libraries. */
class EntryTests {

    private static final String PATH = "/opt/lib.so";

    @Test
    void mkl() {
        assertThat(Entry.of(library("mkl", 2, "2025.3-Product", "intel", null, Reach.THREAD, Map.of())))
                .containsExactly(
                        entry("user_api", "blas"),
                        entry("internal_api", "mkl"),
                        entry("num_threads", 2),
                        entry("prefix", "libmkl"),
                        entry("filepath", PATH),
                        entry("version", "2025.3-Product"),
                        entry("threading_layer", "intel"),
                        entry("thread_limit_scope", "current_thread"));
    }

    @Test
    void mklThatNobodyHasCalledYet() {
        assertThat(Entry.of(library("mkl", null, null, null, null, Reach.THREAD, Map.of("mkl_dynamic", true))))
                .containsExactly(
                        entry("user_api", "blas"),
                        entry("internal_api", "mkl"),
                        entry("num_threads", null),
                        entry("prefix", "libmkl"),
                        entry("filepath", PATH),
                        entry("version", null),
                        entry("threading_layer", "not specified"),
                        entry("thread_limit_scope", "current_thread"));
    }

    @Test
    void blis() {
        assertThat(Entry.of(library("blis", 1, "0.9.0", "pthreads", "skx", Reach.PROCESS, Map.of())))
                .containsExactly(
                        entry("user_api", "blas"),
                        entry("internal_api", "blis"),
                        entry("num_threads", 1),
                        entry("prefix", "libblis"),
                        entry("filepath", PATH),
                        entry("version", "0.9.0"),
                        entry("threading_layer", "pthreads"),
                        entry("architecture", "skx"),
                        entry("thread_limit_scope", "process"));
    }

    @Test
    void flexiblas() {
        Map<String, Object> details = Map.of(
                "current_backend", "NETLIB",
                "loaded_backends", List.of("NETLIB"),
                "available_backends", List.of("NETLIB", "BLIS"));
        assertThat(Entry.of(library("flexiblas", 1, "3.4.5", null, null, Reach.UNKNOWN, details)))
                .containsExactly(
                        entry("user_api", "blas"),
                        entry("internal_api", "flexiblas"),
                        entry("num_threads", 1),
                        entry("prefix", "libflexiblas"),
                        entry("filepath", PATH),
                        entry("version", "3.4.5"),
                        entry("available_backends", List.of("NETLIB", "BLIS")),
                        entry("loaded_backends", List.of("NETLIB")),
                        entry("current_backend", "NETLIB"),
                        entry("thread_limit_scope", "unknown"));
    }

    private static LibraryInfo library(
            String product,
            @Nullable Integer threads,
            @Nullable String version,
            @Nullable String layer,
            @Nullable String architecture,
            Reach reach,
            Map<String, Object> details) {
        return new LibraryInfo(
                UserApi.BLAS, product, "lib" + product, PATH, version, threads, layer, architecture, reach, details);
    }
}
