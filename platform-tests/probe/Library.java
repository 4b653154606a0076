import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** A library of the table, loaded, with its own functions for its numbers. */
record Library(Expected expected, Row row, Code code) {

    private static final List<String> BLIS_WAYS = List.of("jc", "pc", "ic", "jr", "ir");

    /** Loads it, and gives it as many threads as are expected; those that take them from the environment have them. */
    static Library load(Subject subject, Expected expected) {
        Code code = subject.load(expected.row().path());
        Row row = expected.row().withPath(code.path());
        if (row.internalApi().equals("openblas") && row.threadingLayer().equals("pthreads")) {
            // It takes no more from the environment than there are processors.
            code.set("openblas_set_num_threads", expected.free());
        }
        return new Library(expected, row, code);
    }

    /** How many threads the calling thread's work has, as the library itself says. */
    long threads() {
        return code.get(getter()).orElseThrow(() -> new AssertionError(row.path() + " has no " + getter()));
    }

    /** The getter of an OpenBLAS on OpenMP tells what the last call of any thread left behind; its runtime's does not. */
    private String getter() {
        return switch (row.internalApi()) {
            case "openblas" ->
                row.threadingLayer().equals("openmp") ? "omp_get_max_threads" : "openblas_get_num_threads";
            case "blis" -> "bli_thread_get_num_threads";
            case "mkl" -> "MKL_Get_Max_Threads";
            default -> "omp_get_max_threads";
        };
    }

    /** All numbers that a limit may touch, as they are for the calling thread. */
    Map<String, Long> rawValues() {
        Map<String, Long> values = new TreeMap<>();
        values.put(getter(), threads());
        if (row.internalApi().equals("blis")) {
            for (String loop : BLIS_WAYS) {
                String ways = "bli_thread_get_" + loop + "_nt";
                OptionalLong value = code.get(ways);
                value.ifPresent(number -> values.put(ways, number));
            }
        }
        return values;
    }

    static Map<String, Map<String, Long>> rawValues(List<Library> libraries) {
        Map<String, Map<String, Long>> values = new TreeMap<>();
        for (Library library : libraries) {
            values.put(library.row().path(), library.rawValues());
        }
        return values;
    }

    static List<Row> rows(List<Library> libraries) {
        return libraries.stream().map(Library::row).toList();
    }

    /** The product with its version, or its file's name where it tells no version. */
    String product() {
        return row.version().equals(Row.UNKNOWN) ? fileName() : row.internalApi() + " " + row.version();
    }

    /** The name of its file and of the directory that this is in, since flavours have the same file name. */
    String name() {
        String directory =
                row.path().substring(0, row.path().length() - fileName().length());
        String[] parts = parts(directory);
        return parts[parts.length - 1] + "/" + fileName();
    }

    private String fileName() {
        String[] parts = parts(row.path());
        return parts[parts.length - 1];
    }

    private static String[] parts(String path) {
        return path.split("[/\\\\]");
    }
}
