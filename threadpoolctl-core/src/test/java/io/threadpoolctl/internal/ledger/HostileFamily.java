package io.threadpoolctl.internal.ledger;

import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.FirstLimitHook;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A family of which one method does something else than it should. */
final class HostileFamily implements LibraryFamily {

    static final int BASELINE = 4;

    /** All methods of a family and what it hands out, in the order in which they are first called. */
    static final List<String> METHODS = List.of(
            "userApi",
            "internalApi",
            "prefixes",
            "firstLimitHook",
            "recognise",
            "reach",
            "cell",
            "equals",
            "obstacle",
            "admissible",
            "restriction",
            "beforeFirstLimit",
            "settable",
            "limit",
            "threadsOf",
            "threads",
            "restore",
            "setProcessDefault",
            "processDefaultLeavesTraces",
            "version",
            "threadingLayer",
            "architecture",
            "details");

    private final String where;
    private final Runnable deed;
    private final Reach reach;
    private int calls;

    HostileFamily(String where, Runnable deed, Reach reach) {
        this.where = where;
        this.deed = deed;
        this.reach = reach;
    }

    /** How often the method was called. */
    int calls() {
        return calls;
    }

    private void at(String method) {
        if (method.equals(where)) {
            calls++;
            deed.run();
        }
    }

    @Override
    public UserApi userApi() {
        at("userApi");
        return new UserApi("hostileapi");
    }

    @Override
    public String internalApi() {
        at("internalApi");
        return "hostile";
    }

    @Override
    public List<String> prefixes() {
        at("prefixes");
        return List.of("libhostile");
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        at("recognise");
        return library.fileName().startsWith("libhostile") ? new Control() : null;
    }

    @Override
    public @Nullable FirstLimitHook firstLimitHook(LoadedLibrary library) {
        at("firstLimitHook");
        return library.fileName().startsWith("libhostile") ? () -> at("beforeFirstLimit") : null;
    }

    private final class Control implements ThreadControl {

        @SuppressWarnings("ThreadLocalUsage") // one value a library
        private final ThreadLocal<Integer> ofThread = ThreadLocal.withInitial(() -> BASELINE);

        private volatile int ofProcess = BASELINE;

        private int value() {
            return reach == Reach.THREAD ? ofThread.get() : ofProcess;
        }

        private void value(int threads) {
            if (reach == Reach.THREAD) {
                ofThread.set(threads);
            } else {
                ofProcess = threads;
            }
        }

        @Override
        public Reach reach() {
            at("reach");
            return reach;
        }

        @Override
        public Object cell() {
            at("cell");
            return new HostileCell();
        }

        @Override
        public Integer threads() {
            at("threads");
            return value();
        }

        @Override
        public long limit(int threads) {
            at("limit");
            int replaced = value();
            value(threads);
            return replaced;
        }

        @Override
        public void restore(long replaced) {
            at("restore");
            value((int) replaced);
        }

        @Override
        public @Nullable Integer threadsOf(long replaced) {
            at("threadsOf");
            return (int) replaced;
        }

        @Override
        public int admissible(int threads) {
            at("admissible");
            return threads == 2 ? 1 : threads;
        }

        @Override
        public String restriction() {
            at("restriction");
            return "two are one too many";
        }

        @Override
        public @Nullable String obstacle() {
            at("obstacle");
            return null;
        }

        @Override
        public boolean setProcessDefault(int threads) {
            at("setProcessDefault");
            return false;
        }

        @Override
        public boolean processDefaultLeavesTraces() {
            at("processDefaultLeavesTraces");
            return false;
        }

        @Override
        public boolean settable() {
            at("settable");
            return true;
        }

        @Override
        public @Nullable String version() {
            at("version");
            return "1";
        }

        @Override
        public @Nullable String threadingLayer() {
            at("threadingLayer");
            return "own";
        }

        @Override
        public @Nullable String architecture() {
            at("architecture");
            return "any";
        }

        @Override
        public Map<String, Object> details() {
            at("details");
            return Map.of("hostile", true);
        }
    }

    private final class HostileCell {

        @Override
        public boolean equals(@Nullable Object other) {
            at("equals");
            return this == other;
        }

        @Override
        public int hashCode() {
            at("equals");
            return 1;
        }
    }
}
