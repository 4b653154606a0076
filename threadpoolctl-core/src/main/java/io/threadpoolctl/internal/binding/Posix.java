package io.threadpoolctl.internal.binding;

import org.jspecify.annotations.Nullable;

/** Linux and macOS, as far as they are alike. */
final class Posix implements OperatingSystem {

    private static final int SC_NPROCESSORS_ONLN_ON_LINUX = 84;
    private static final int SC_NPROCESSORS_ONLN_ON_MACOS = 58;

    private final Linker linker;
    private final LoadedLibraries libraries;
    private final int processorsOnline;

    private Posix(Linker linker, LoadedLibraries libraries, int processorsOnline) {
        this.linker = linker;
        this.libraries = libraries;
        this.processorsOnline = processorsOnline;
    }

    static Posix linux(Linker linker) {
        return new Posix(linker, new LinuxLibraries(linker), SC_NPROCESSORS_ONLN_ON_LINUX);
    }

    static Posix macOs(Linker linker) {
        return new Posix(linker, new MacLibraries(linker), SC_NPROCESSORS_ONLN_ON_MACOS);
    }

    @Override
    public LoadedLibraries libraries() {
        return libraries;
    }

    @Override
    public void setEnvironment(String name, String value) {
        linker.require("setenv").call(name, value, 1);
    }

    @Override
    public @Nullable String environment(String name) {
        return linker.string(linker.require("getenv").call(name));
    }

    @Override
    public int onlineProcessors() {
        return (int) linker.require("sysconf").call(processorsOnline);
    }
}
