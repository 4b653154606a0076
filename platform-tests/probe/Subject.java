import java.nio.file.Path;
import java.util.List;

/** The process whose libraries are limited: this one, or one of another system that answers native calls for it. */
interface Subject {

    /** Loads a library. */
    Code load(String path);

    /** Where Linux tells of its threads, such as {@code /proc/1/task}. */
    Path tasks();

    /** Whether one of the {@link #tasks}, with this name, may be one that computes. */
    boolean mayCompute(Path task, String threadName);

    /** The command that prints, as JSON, what is known after these libraries were loaded. */
    List<String> commandLine(List<String> paths);
}
