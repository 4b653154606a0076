package io.threadpoolctl.internal.product;

import io.threadpoolctl.LibraryInfo;
import io.threadpoolctl.Reach;
import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One loaded library that was recognised: its family, its name and the hold on it. Not for use outside this project. */
public final class PooledLibrary {

    private final LibraryFamily family;
    private final String prefix;
    private final String filepath;
    private final Object identity;

    /** As it may be used while the library is held. */
    private final ThreadControl direct;

    /** As anybody may use it. */
    private final ThreadControl control;

    /** {@code null} if it stays loaded for good. */
    private final @Nullable Lease lease;

    /** @param lease {@code null} if it stays loaded for good */
    PooledLibrary(
            LibraryFamily family,
            String prefix,
            String filepath,
            Object identity,
            ThreadControl control,
            @Nullable Lease lease) {
        this.identity = identity;
        this.family = family;
        this.prefix = prefix;
        this.filepath = filepath;
        this.direct = control;
        this.control = lease == null ? control : new LeasedControl(control, lease);
        this.lease = lease;
    }

    /** The hold on it, which may be used by anybody at any time. */
    public ThreadControl control() {
        return control;
    }

    /** The same, for use between {@link #hold} and {@link #letGo} alone. */
    public ThreadControl controlWhileHeld() {
        return direct;
    }

    /** Whether it is given back to the loader while nobody uses it. */
    public boolean isLeased() {
        return lease != null;
    }

    /**
     * Keeps it loaded until {@link #letGo}.
     *
     * @return whether it is there; if not, it is gone for good
     */
    public boolean hold() {
        return lease == null || lease.enter();
    }

    /** To be called once for each time that {@link #hold} said yes. */
    public void letGo() {
        if (lease != null) {
            lease.leave();
        }
    }

    /**
     * Gives it back to the loader unless somebody uses it; who uses it next takes it again, if it is still there.
     *
     * @return whether it was given back by this call
     */
    public boolean giveBack() {
        return lease != null && lease.giveBack();
    }

    /** Whether it is not held by us at present. */
    public boolean isGivenBack() {
        return lease != null && lease.isGivenBack();
    }

    /** Whether it was seen to have been unloaded. */
    public boolean isGone() {
        return lease != null && lease.isGone();
    }

    /** Finds out whether it has been unloaded. */
    public boolean isGoneAfterAll() {
        return lease != null && lease.isGoneAfterAll();
    }

    /** The beginning of its file name. */
    public String prefix() {
        return prefix;
    }

    /** Where it was loaded from. */
    public String filepath() {
        return filepath;
    }

    /** What tells this loaded library from others, in the terms of {@link LoadedLibrary#identity}. */
    public Object identity() {
        return identity;
    }

    /** What a user names. */
    public UserApi userApi() {
        return family.userApi();
    }

    /** The product. */
    public String internalApi() {
        return family.internalApi();
    }

    /** Whether its calls end in the other library, so that to limit this one is to limit the other. */
    public boolean actsThrough(PooledLibrary other) {
        return control instanceof FlexiBlasControl flexiBlas && flexiBlas.actsThrough(other);
    }

    /** Whether it is of a kind that can {@linkplain #actsThrough act through} others, which few are. */
    public boolean mayActThroughOthers() {
        return control instanceof FlexiBlasControl;
    }

    /** Whether its own count is to be left alone, since the libraries it acts through are limited instead. */
    public boolean isLimitedElsewhere() {
        return control instanceof FlexiBlasControl flexiBlas && flexiBlas.isLimitedElsewhere();
    }

    /** Its backends, if it is a library that has such. */
    public Optional<Backends> backends() {
        return control instanceof Backends backends ? Optional.of(backends) : Optional.empty();
    }

    /** The names by which it can be limited, the strongest first. */
    public List<String> keys() {
        return List.of(filepath, prefix, family.internalApi(), family.userApi().name());
    }

    /** What is known about it now, as the calling thread sees it. What a getter fails to tell is not known. */
    public LibraryInfo info() {
        return new LibraryInfo(
                family.userApi(),
                family.internalApi(),
                prefix,
                filepath,
                orNull(control::version),
                threads(),
                orNull(control::threadingLayer),
                orNull(control::architecture),
                Optional.ofNullable(orNull(this::reach)).orElse(Reach.UNKNOWN),
                Optional.ofNullable(orNull(control::details)).orElse(Map.of()));
    }

    /** The number of threads that the library tells; {@code null} if it tells none, or what no number of threads can be. */
    public @Nullable Integer threads() {
        return threads(control);
    }

    /** The same, for use between {@link #hold} and {@link #letGo} alone. */
    public @Nullable Integer threadsWhileHeld() {
        return threads(direct);
    }

    private static @Nullable Integer threads(ThreadControl control) {
        Integer threads = orNull(control::threads);
        return threads == null || threads < 1 ? null : threads;
    }

    private Reach reach() {
        return control instanceof FlexiBlasControl flexiBlas ? flexiBlas.reachOfBackend() : control.reach();
    }

    private static <T> @Nullable T orNull(Supplier<@Nullable T> getter) {
        try {
            return getter.get();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    /**
     * What is known about libraries now, as a thread sees it that has never limited anything. Where no such thread can be
     * had, numbers that belong to threads are left out.
     */
    public static List<LibraryInfo> seenByFreshThread(List<PooledLibrary> libraries) {
        List<LibraryInfo> seen = libraries.isEmpty()
                ? List.of()
                : FreshThread.read(
                        () -> libraries.stream().map(PooledLibrary::info).toList());
        return seen != null
                ? seen
                : libraries.stream().map(PooledLibrary::withoutNumberOfThreads).toList();
    }

    private LibraryInfo withoutNumberOfThreads() {
        LibraryInfo info = info();
        return control.reach() == Reach.THREAD ? info.withNumThreads(null) : info;
    }

    /** What a person should know about OpenMP runtimes among these that do not go together; {@code null} if all do. */
    public static @Nullable String conflictAmong(List<PooledLibrary> libraries) {
        return RuntimeConflict.among(libraries);
    }

    @Override
    public String toString() {
        return filepath;
    }
}
