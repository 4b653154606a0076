package io.threadpoolctl.internal.binding;

/** The way that JNA takes where its libffi cannot be used directly, gone on any system. */
public final class JnasOwnWay {

    private JnasOwnWay() {}

    /** Calls, is called back, and gets text, numbers and nothing. */
    public static void go() {
        JnaLinker linker = new JnaLinker();
        JnaFunction duplicate = new JnaFunction(linker.find("strdup"));
        long copy = duplicate.call("text");
        new JnaFunction(linker.find("strlen")).call(copy);
        new JnaFunction(linker.find("getenv")).call("HOME");
        new JnaFunction(linker.find("abs")).call(-1);
        new JnaFunction(linker.find("free")).asLongConsumer().accept(copy);
        new JnaUpcall().run(() -> {});
    }
}
