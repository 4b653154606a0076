package io.threadpoolctl.natives;

/** Kernels that say in different ways what is mapped where. */
public enum Kernel {

    /** The one of this machine, which answers {@code PROCMAP_QUERY} from Linux 6.11 on. */
    OF_THIS_MACHINE,

    /** A stub before the same kernel: it does not know the question, so the text has to be read. */
    STUB_WITHOUT_PROCMAP_QUERY;

    /** A JVM on this kernel. Ask in the test itself, before the scenario: a machine without a compiler skips the test. */
    public NativeJvm jvm() {
        NativeJvm jvm = NativeJvm.plain();
        return this == OF_THIS_MACHINE
                ? jvm
                : jvm.environment("LD_PRELOAD", CStub.compile("no_procmap_query.c", "libno_procmap_query.so"));
    }
}
