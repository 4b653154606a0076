import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What has to hold. */
final class Check {

    private Check() {}

    static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    static void same(Object found, Object expected, String what) {
        that(found.equals(expected), what + ": found " + found + ", expected " + expected);
    }

    /** The same elements in whatever order, none of them twice. */
    static void sameElements(Collection<?> found, Collection<?> expected, String what) {
        Set<Object> more = new HashSet<>(found);
        more.removeAll(expected);
        Set<Object> missing = new HashSet<>(expected);
        missing.removeAll(found);
        that(
                more.isEmpty() && missing.isEmpty() && found.size() == expected.size(),
                what + ": missing " + missing + ", not expected " + more + ", found " + found.size() + " and expected "
                        + expected.size());
    }
}
