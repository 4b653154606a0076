package io.threadpoolctl.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Libraries in columns for people. */
final class Table {

    private static final String[] HEADS = {
        "LIBRARY", "USER API", "PRODUCT", "THREADS", "LIMIT REACHES", "VERSION", "LAYER", "ARCHITECTURE", "FILE"
    };
    private static final List<String> COLUMNS = List.of(
            "prefix",
            "user_api",
            "internal_api",
            "num_threads",
            "thread_limit_scope",
            "version",
            "threading_layer",
            "architecture",
            "filepath");

    private Table() {}

    /** @param libraries each as {@link Entry} has it */
    static void print(List<? extends Map<?, ?>> libraries, PrintStream out) {
        if (libraries.isEmpty()) {
            out.println("No native thread pool is loaded.");
            return;
        }
        TextTable table = new TextTable(HEADS);
        for (Map<?, ?> library : libraries) {
            table.add(COLUMNS.stream().map(library::get).toArray());
        }
        table.print(out);
    }
}
