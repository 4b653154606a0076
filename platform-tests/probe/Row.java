import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Reach;
import java.util.Map;
import java.util.Objects;

/**
 * What is known of one library, whoever says so: the table of what is expected, the process that has it, or the command line's
 * JSON. What is not known is {@code -}.
 */
record Row(String internalApi, String reach, String threadingLayer, String version, String path) {

    static final String UNKNOWN = "-";

    static Row of(LibraryInfo library) {
        return new Row(
                library.internalApi(),
                library.reach() == Reach.THREAD ? "thread" : library.reach() == Reach.PROCESS ? "process" : UNKNOWN,
                Objects.requireNonNullElse(library.threadingLayer(), UNKNOWN),
                Objects.requireNonNullElse(library.version(), UNKNOWN),
                library.filepath());
    }

    /** @param entry of the command line's JSON */
    static Row of(Map<?, ?> entry) {
        String reach = text(entry, "thread_limit_scope");
        return new Row(
                text(entry, "internal_api"),
                reach.equals("current_thread") ? "thread" : reach,
                text(entry, "threading_layer"),
                text(entry, "version"),
                text(entry, "filepath"));
    }

    private static String text(Map<?, ?> entry, String key) {
        Object value = entry.get(key);
        return value == null ? UNKNOWN : value.toString();
    }

    Row withPath(String other) {
        return new Row(internalApi, reach, threadingLayer, version, other);
    }
}
