import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Limits of 1 and 2 for one library after the other, with the threads counted that work, and what is there afterwards. */
final class Limiting {

    private final Subject subject;
    private final List<String> notCounted = new ArrayList<>();

    Limiting(Subject subject) {
        this.subject = subject;
    }

    /** The libraries of which no thread could be counted, each with the reason. */
    List<String> notCounted() {
        return notCounted;
    }

    void check(Library library) throws InterruptedException {
        Expected expected = library.expected();
        Map<String, Long> found = library.rawValues();
        Optional<Work> work = library.code().work();
        List<Integer> counted = new ArrayList<>();
        counted.add(count(library, work, expected.free()));
        counted.add(limit(library, work, 1, expected.atOne()));
        counted.add(limit(library, work, 2, expected.atTwo()));
        counted.add(count(library, work, expected.free()));
        Check.same(library.rawValues(), found, library.name() + " after the limits");
        System.out.println("limits        " + library.name() + ": working threads free, at 1, at 2, and free again "
                + (counted.contains(null) ? "not counted" : counted) + ", raw values restored " + found);
    }

    private Integer limit(Library library, Optional<Work> work, int limit, int expected) throws InterruptedException {
        Map<String, Long> found = library.rawValues();
        Integer counted;
        try (LimitScope scope =
                Threadpools.ofProcess().limit(Limits.of(library.row().path(), limit))) {
            Set<Integer> original = Set.copyOf(scope.original().values());
            Check.same(original, Set.of(library.expected().free()), library.name() + " before the limit");
            Check.same(library.threads(), (long) expected, library.name() + " by its own getter at limit " + limit);
            counted = count(library, work, expected);
        }
        Check.same(library.rawValues(), found, library.name() + " after limit " + limit);
        return counted;
    }

    /** {@code null} if they cannot be counted. */
    private Integer count(Library library, Optional<Work> work, int expected) throws InterruptedException {
        if (work.isEmpty()) {
            return skip(library, "it has neither cblas_dgemm nor GOMP_parallel");
        }
        OptionalInt threads = WorkingThreads.upTo(expected, subject, work.get());
        if (threads.isEmpty()) {
            return skip(library, subject.tasks() + " shows no thread that runs");
        }
        Check.same(threads.getAsInt(), expected, library.name() + " working threads");
        return expected;
    }

    private Integer skip(Library library, String reason) {
        String skipped = library.name() + ": " + reason;
        if (!notCounted.contains(skipped)) {
            notCounted.add(skipped);
            System.out.println("NOT COUNTED   " + skipped);
        }
        return null;
    }
}
