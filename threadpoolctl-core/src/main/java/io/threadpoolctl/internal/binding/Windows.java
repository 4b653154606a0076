package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows, by functions of {@code kernel32}.
 *
 * <p>Written to the documented interface, not yet run on Windows.
 */
final class Windows implements OperatingSystem {

    private static final int ALL_PROCESSOR_GROUPS = 0xffff;

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
        kernel32.call("SetEnvironmentVariableW", WideText.of(name), WideText.of(value));
        for (String runtime : C_RUNTIMES) {
            long putenv = linker.find(runtime, "_putenv_s");
            if (putenv != 0) {
                linker.function(putenv).call(name, value);
            }
        }
    }

    @Override
    public @Nullable String environment(String name) {
        ByteBuffer nameText = WideText.of(name);
        return WideText.read(
                (room, characters) -> (int) kernel32.call("GetEnvironmentVariableW", nameText, room, characters));
    }

    @Override
    public int onlineProcessors() {
        return (int) kernel32.call("GetActiveProcessorCount", ALL_PROCESSOR_GROUPS);
    }
}
