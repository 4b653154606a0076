package io.threadpoolctl.cli;

import io.threadpoolctl.LibraryInfo;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Libraries in columns for people. */
final class Table {

    private static final Map<String, String> HEADS = Map.of(
            "prefix", "LIBRARY",
            "user_api", "USER API",
            "internal_api", "PRODUCT",
            "num_threads", "THREADS",
            "thread_limit_scope", "LIMIT REACHES",
            "version", "VERSION",
            "threading_layer", "LAYER",
            "architecture", "ARCHITECTURE",
            "filepath", "FILE");

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

    private final List<List<String>> rows = new ArrayList<>();

    private Table() {
        rows.add(COLUMNS.stream().map(HEADS::get).toList());
    }

    static Table of(List<LibraryInfo> libraries) {
        Table table = new Table();
        for (LibraryInfo library : libraries) {
            Map<String, @Nullable Object> entry = Entry.of(library);
            table.rows.add(
                    COLUMNS.stream().map(column -> cell(entry.get(column))).toList());
        }
        return table;
    }

    void print(PrintStream out) {
        if (rows.size() == 1) {
            out.println("No native thread pool is loaded.");
            return;
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < COLUMNS.size(); column++) {
                String cell = row.get(column);
                line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String cell(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
