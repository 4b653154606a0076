import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * What a platform has to do: find the libraries of a table, limit them, restore them. Ends with 0 if it does, and says what
 * was seen. The environment has to give each library as many threads as the table says, and have idle ones sleep.
 */
final class Probe {

    private Probe() {}

    /** @param arguments the file of the table, see {@link Row#table} */
    public static void main(String[] arguments) throws Exception {
        check(new ThisProcess(), Expected.table(Path.of(arguments[0])));
    }

    static void check(Subject subject, List<Expected> table) throws Exception {
        Threadpools pools = Threadpools.ofProcess();
        pools.problem().ifPresent(problem -> {
            throw problem;
        });
        Check.same(pools.info(), List.of(), "before anything is loaded");
        List<Library> libraries =
                table.stream().map(expected -> Library.load(subject, expected)).toList();
        discover(libraries);
        Limiting limiting = new Limiting(subject);
        for (Library library : libraries) {
            limiting.check(library);
        }
        new Overlapping(libraries).check();
        CommandLine.check(subject, libraries);
        requireNoOtherWarningsThan(
                libraries.stream().anyMatch(library -> library.expected().roundsDown()));
        System.out.println("PASSED        " + summary(libraries, limiting.notCounted()));
    }

    private static void discover(List<Library> libraries) {
        Map<String, LibraryInfo> found = new TreeMap<>();
        Threadpools.ofProcess().info().forEach(library -> found.put(library.filepath(), library));
        Check.sameElements(found.values().stream().map(Row::of).toList(), Library.rows(libraries), "discovery");
        for (Library library : libraries) {
            LibraryInfo info = found.get(library.row().path());
            Check.same(info.numThreads(), library.expected().free(), "threads of " + library.name());
            System.out.println("discovery     " + info);
        }
    }

    private static void requireNoOtherWarningsThan(boolean roundingDown) {
        for (Warning warning : Threadpools.ofProcess().warnings()) {
            Check.that(roundingDown && warning.kind() == Warning.Kind.ROUNDED_DOWN, "there is a warning: " + warning);
        }
    }

    private static String summary(List<Library> libraries, List<String> notCounted) {
        Map<String, Set<String>> flavours = new LinkedHashMap<>();
        for (Library library : libraries) {
            flavours.computeIfAbsent(library.product(), product -> new LinkedHashSet<>())
                    .add(library.row().threadingLayer());
        }
        StringJoiner products = new StringJoiner(", ");
        flavours.forEach((product, layers) -> products.add(
                layers.equals(Set.of(Row.UNKNOWN)) ? product : product + " (" + String.join(", ", layers) + ")"));
        return "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.arch") + ": " + products
                + "; working threads "
                + (notCounted.isEmpty() ? "counted" : "not counted: " + String.join(", ", notCounted));
    }
}
