package io.threadpoolctl.internal.product;

import io.threadpoolctl.spi.FirstLimitHook;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done on each thread before its first limit, in the order in which the libraries were found. Not for use outside
 * this project.
 *
 * <p>A thread keeps how many of these it has run, and has the rest run before it reads or sets what belongs to it.
 */
public final class FirstLimitHooks {

    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final Set<LoadedLibrary> libraries = ConcurrentHashMap.newKeySet();
    private final Consumer<String> problems;

    FirstLimitHooks(Consumer<String> problems) {
        this.problems = problems;
    }

    /**
     * To be told every library that is loaded.
     *
     * @param harmless the library as it is shown to the families
     */
    void see(LoadedLibrary library, LoadedLibrary harmless, List<LibraryFamily> families, KmpRuntimes runtimes) {
        if (areFor(library)) {
            return;
        }
        for (LibraryFamily family : families) {
            add(library, family.internalApi(), () -> family.firstLimitHook(harmless), runtimes);
        }
        add(library, "PyTorch", () -> Torch.hook(harmless), runtimes);
    }

    @SuppressWarnings("CatchingUnchecked") // whatever a foreign family throws, the others go on
    private void add(
            LoadedLibrary library, String product, Supplier<@Nullable FirstLimitHook> find, KmpRuntimes runtimes) {
        try {
            FirstLimitHook hook = find.get();
            if (hook != null) {
                libraries.add(library);
                entries.add(new Entry(library.path(), hook, runtimes.calledBy(library)));
            }
        } catch (RuntimeException | LinkageError e) {
            problems.accept("The library " + library.path() + " could not be examined for what " + product
                    + " sets on each thread: " + e);
        }
    }

    /** Whether one of these is for this library, which must stay loaded then. */
    public boolean areFor(LoadedLibrary library) {
        return libraries.contains(library);
    }

    /**
     * Runs, on the calling thread, those that it has not run yet; costs a read of memory if there are none. One that may not
     * be run yet holds up those behind it. One that fails is told and counts as run.
     *
     * @param done how many it has run: what the last call on this thread returned, 0 at first
     * @return how many it has run now
     */
    public int run(int done) {
        int now = done;
        while (now < entries.size() && entries.get(now).run(problems)) {
            now++;
        }
        return now;
    }

    /** One hook. */
    private record Entry(String path, FirstLimitHook hook, Readiness readiness) {

        boolean run(Consumer<String> problems) {
            if (!readiness.isReady()) {
                return false;
            }
            try {
                hook.beforeFirstLimit();
            } catch (RuntimeException | LinkageError e) {
                problems.accept("What " + path + " sets on a thread when it is first used could not be brought about"
                        + " before a limit, so it may overwrite limits: " + e);
            }
            return true;
        }
    }
}
