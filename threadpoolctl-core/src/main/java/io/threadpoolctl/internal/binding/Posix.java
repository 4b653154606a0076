package io.threadpoolctl.internal.binding;

import org.jspecify.annotations.Nullable;

/** Linux and macOS, as far as they are alike. */
final class Posix implements OperatingSystem {

    private static final int SC_NPROCESSORS_ONLN_ON_LINUX = 84;
    private static final int SC_NPROCESSORS_ONLN_ON_MACOS = 58;
    private static final long RTLD_DEFAULT_ON_LINUX = 0;
    private static final long RTLD_DEFAULT_ON_MACOS = -2;

    private final Linker linker;
    private final DynamicLoader loader;
    private final LoadedLibraries libraries;
    private final boolean isMacOs;
    private final Environ environ;
    private final int processorsOnline;
    private final long everywhere;

    private Posix(Linker linker, LoadedLibraries libraries, int processorsOnline, long everywhere) {
        this.linker = linker;
        this.loader = new DynamicLoader(linker, 0);
        this.libraries = libraries;
        this.isMacOs = everywhere == RTLD_DEFAULT_ON_MACOS;
        this.environ = new Environ(linker);
        this.processorsOnline = processorsOnline;
        this.everywhere = everywhere;
    }

    static Posix linux(Linker linker) {
        return new Posix(linker, new LinuxLibraries(linker), SC_NPROCESSORS_ONLN_ON_LINUX, RTLD_DEFAULT_ON_LINUX);
    }

    static Posix macOs(Linker linker) {
        return new Posix(linker, new MacLibraries(linker), SC_NPROCESSORS_ONLN_ON_MACOS, RTLD_DEFAULT_ON_MACOS);
    }

    @Override
    public LoadedLibraries libraries() {
        return libraries;
    }

    @Override
    public void setEnvironment(String name, String value) {
        if (isMacOs) {
            linker.require("setenv").call(name, value, 1); // there, setenv and getenv exclude each other
        } else {
            environ.set(name, value);
        }
    }

    @Override
    public @Nullable String environment(String name) {
        return environ.get(name);
    }

    @Override
    public void clearEnvironment(String name) {
        if (isMacOs) {
            linker.require("unsetenv").call(name);
        } else {
            environ.clear(name);
        }
    }

    @Override
    public long libraryAt(long address) {
        return loader.baseAt(address);
    }

    @Override
    public long visibleToAll(String symbol) {
        return loader.symbol(everywhere, symbol);
    }

    @Override
    public int userId() {
        return (int) linker.require("getuid").call();
    }

    @Override
    public int onlineProcessors() {
        return (int) linker.require("sysconf").call(processorsOnline);
    }
}
