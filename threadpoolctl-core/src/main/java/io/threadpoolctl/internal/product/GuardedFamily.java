package io.threadpoolctl.internal.product;

import io.threadpoolctl.UserApi;
import io.threadpoolctl.spi.FirstLimitHook;
import io.threadpoolctl.spi.LibraryFamily;
import io.threadpoolctl.spi.LoadedLibrary;
import io.threadpoolctl.spi.ThreadControl;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A family of one's own, which may fail in every method without any harm. It is asked for its names once. */
final class GuardedFamily implements LibraryFamily {

    private final LibraryFamily family;
    private final FamilyCalls calls;
    private final UserApi userApi;
    private final String internalApi;
    private final List<String> prefixes;

    /** Whether it is examining a library. */
    private volatile boolean busy;

    private GuardedFamily(LibraryFamily family, FamilyCalls calls) {
        this.family = family;
        this.calls = calls;
        this.userApi = calls.require("userApi", () -> Objects.requireNonNull(family.userApi(), "userApi"));
        this.internalApi =
                calls.require("internalApi", () -> Objects.requireNonNull(family.internalApi(), "internalApi"));
        this.prefixes = calls.require("prefixes", () -> List.copyOf(family.prefixes()));
    }

    /** The family as it may be used; {@code null} if it cannot tell its names, which {@code problems} was told then. */
    static @Nullable GuardedFamily of(LibraryFamily family, Consumer<String> problems) {
        try {
            return new GuardedFamily(family, new FamilyCalls(family.getClass().getName(), problems));
        } catch (FamilyFailedException e) {
            return null;
        }
    }

    boolean isFor(LibraryFamily other) {
        return family == other;
    }

    /** By name, since the second start may have another class loader. */
    boolean isAnother(GuardedFamily other) {
        return family.getClass().getName().equals(other.family.getClass().getName())
                && internalApi.equals(other.internalApi);
    }

    @Override
    public UserApi userApi() {
        return userApi;
    }

    @Override
    public String internalApi() {
        return internalApi;
    }

    @Override
    public List<String> prefixes() {
        return prefixes;
    }

    @Override
    public @Nullable ThreadControl recognise(LoadedLibrary library) {
        FamilyCalls about = calls.about(library.path());
        boolean around = busy;
        busy = true;
        try {
            ThreadControl control = about.orNull("recognise", () -> family.recognise(library));
            return control == null ? null : new GuardedControl(control, about);
        } catch (FamilyFailedException e) {
            return null;
        } finally {
            busy = around;
        }
    }

    @Override
    public @Nullable FirstLimitHook firstLimitHook(LoadedLibrary library) {
        FamilyCalls about = calls.about(library.path());
        boolean around = busy;
        busy = true;
        try {
            FirstLimitHook hook = about.orNull("firstLimitHook", () -> family.firstLimitHook(library));
            return hook == null ? null : () -> about.call("beforeFirstLimit", () -> run(hook), true);
        } finally {
            busy = around;
        }
    }

    /** Whether it is examining a library at this moment, for which it may take its time. */
    boolean isBusy() {
        return busy;
    }

    private static boolean run(FirstLimitHook hook) {
        hook.beforeFirstLimit();
        return true;
    }
}
