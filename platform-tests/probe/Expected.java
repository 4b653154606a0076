import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A library that a platform has.
 *
 * @param row what is to be found
 * @param free how many threads its work has without a limit
 * @param atOne how many at a limit of 1
 * @param atTwo how many at a limit of 2
 */
record Expected(Row row, int free, int atOne, int atTwo) {

    private static final int COLUMNS = 6;

    /**
     * A table with a line for each library: internal API, reach ({@code process} or {@code thread}), threading layer,
     * version, the three numbers as {@code 3/1/2}, and path, parted by blanks. What is not known is {@code -}; {@code #} begins
     * a remark.
     */
    static List<Expected> table(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(Expected::parse)
                .toList();
    }

    private static Expected parse(String line) {
        String[] columns = line.split("\\s+", COLUMNS);
        Check.that(columns.length == COLUMNS, "a line of the table has " + COLUMNS + " columns, unlike: " + line);
        String[] threads = columns[4].split("/");
        Check.that(threads.length == 3, "the threads of a library are three numbers, unlike: " + line);
        return new Expected(
                new Row(columns[0], columns[1], columns[2], columns[3], columns[5]),
                Integer.parseInt(threads[0]),
                Integer.parseInt(threads[1]),
                Integer.parseInt(threads[2]));
    }

    /** Whether a limit of 2 is rounded down, with a warning. */
    boolean roundsDown() {
        return free > 1 && atTwo == 1;
    }
}
