package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows, by functions of {@code kernel32}.
 *
 * <p>Run under Wine, by a process that answered its calls; not yet in a Java for Windows.
 */
final class Windows implements OperatingSystem {

    private static final int ALL_PROCESSOR_GROUPS = 0xffff;
    private static final long NULL = 0;

    /** Every C runtime has an environment of its own, copied when it started. */
    private static final List<String> C_RUNTIMES = List.of("ucrtbase", "msvcrt");

    private final Linker linker;
    private final Kernel32 kernel32;
    private final LoadedLibraries libraries;

    Windows(Linker linker) {
        this.linker = linker;
        this.kernel32 = new Kernel32(linker);
        this.libraries = new WindowsLibraries(kernel32, linker);
    }

    @Override
    public LoadedLibraries libraries() {
        return libraries;
    }

    @Override
    public void setEnvironment(String name, String value) {
        putIntoRuntimes(name, value);
        kernel32.call("SetEnvironmentVariableW", WideText.of(name), WideText.of(value));
    }

    @Override
    public void clearEnvironment(String name) {
        putIntoRuntimes(name, "");
        kernel32.call("SetEnvironmentVariableW", WideText.of(name), NULL);
    }

    /**
     * First, since to a C runtime an empty value is none, for Windows too. Its functions for narrow text would take the text
     * to be in the system's code page.
     */
    private void putIntoRuntimes(String name, String value) {
        for (String runtime : C_RUNTIMES) {
            long putenv = linker.find(runtime, "_wputenv_s");
            if (putenv != 0) {
                linker.function(putenv).call(WideText.of(name), WideText.of(value));
            }
        }
    }

    @Override
    public @Nullable String environment(String name) {
        ByteBuffer nameText = WideText.of(name);
        // The room that it needs, with the zero at its end: for an empty value 1, for none 0.
        if ((int) kernel32.call("GetEnvironmentVariableW", nameText, NULL, 0) == 1) {
            return "";
        }
        return WideText.read(
                (room, characters) -> (int) kernel32.call("GetEnvironmentVariableW", nameText, room, characters));
    }

    @Override
    public long libraryAt(long address) {
        return kernel32.moduleAt(address);
    }

    /** Every library names the module that it takes a function from. */
    @Override
    public long visibleToAll(String symbol) {
        return 0;
    }

    @Override
    public int userId() {
        return -1;
    }

    @Override
    public int onlineProcessors() {
        return (int) kernel32.call("GetActiveProcessorCount", ALL_PROCESSOR_GROUPS);
    }
}
