package io.threadpoolctl.internal.binding;

/** What Java has to be told, so that threadpoolctl may reach native code. */
final class NativeAccess {

    private static final String JNA_MODULE = "com.sun.jna";

    private NativeAccess() {}

    /** The option of the {@code java} command; on the module path it names the modules that need it. */
    static String option() {
        Module core = NativeAccess.class.getModule();
        return "--enable-native-access=" + (core.isNamed() ? core.getName() + "," + JNA_MODULE : "ALL-UNNAMED");
    }
}
