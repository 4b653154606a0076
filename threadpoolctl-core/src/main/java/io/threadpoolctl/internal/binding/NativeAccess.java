package io.threadpoolctl.internal.binding;

import io.threadpoolctl.NativeAccessException;
import java.lang.invoke.MethodHandles;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way into native code that was found when it was first needed, or why there is none.
 *
 * @param linker {@code null} if there is no way
 * @param system {@code null} if there is no way
 * @param problem {@code null} if there is a way
 */
record NativeAccess(
        @Nullable Linker linker,
        @Nullable OperatingSystem system,
        LoadedLibraries libraries,
        @Nullable NativeAccessException problem) {

    /**
     * Looks for a way. Whatever else is thrown meanwhile, it is a reason why there is none.
     *
     * @throws VirtualMachineError if the stack or the memory is too small at the moment, which decides nothing
     */
    static NativeAccess open() {
        try {
            Function<Linker, OperatingSystem> named = OperatingSystem.named(System.getProperty("os.name", "unknown"));
            AddressSize.requireBy(System::getProperty);
            Linker linker = Linkers.choose(System.getProperty(Linkers.PROPERTY));
            OperatingSystem system = named.apply(linker);
            initialise(NameFilter.class);
            initialise(LinuxLibrary.State.class);
            return new NativeAccess(linker, system, system.libraries(), null);
        } catch (VirtualMachineError forTheMoment) {
            throw forTheMoment;
        } catch (NativeAccessException e) {
            return refused(e);
        } catch (RuntimeException | Error | IllegalAccessException e) {
            return refused(new NativeAccessException(
                    "threadpoolctl cannot reach native code, so no native library is seen and no limit is applied: "
                            + e,
                    e));
        }
    }

    /** Here, where there is room for it: a class whose initialisation is broken off is spoilt for good. */
    private static void initialise(Class<?> type) throws IllegalAccessException {
        MethodHandles.lookup().ensureInitialized(type);
    }

    private static NativeAccess refused(NativeAccessException problem) {
        return new NativeAccess(null, null, new NoLibraries(), problem);
    }
}
