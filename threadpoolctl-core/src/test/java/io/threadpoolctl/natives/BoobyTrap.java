package io.threadpoolctl.natives;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Overwrites a native function by an illegal instruction: whoever calls it from then on ends the process. */
final class BoobyTrap {

    private static final int PROT_READ_WRITE_EXEC = 7;
    private static final long PAGE = 4096;
    private static final byte[] ILLEGAL_ON_X86 = {0x0f, 0x0b};
    private static final byte[] ILLEGAL_ON_ARM = {0, 0, 0, 0};

    private BoobyTrap() {}

    static void set(Function function) {
        long address = Pointer.nativeValue(function);
        long page = address & -PAGE;
        int failed = NativeLibrary.getProcess()
                .getFunction("mprotect")
                .invokeInt(new Object[] {new Pointer(page), 2 * PAGE, PROT_READ_WRITE_EXEC});
        assertThat(failed).isZero();
        byte[] illegal = System.getProperty("os.arch").equals("aarch64") ? ILLEGAL_ON_ARM : ILLEGAL_ON_X86;
        new Pointer(address).write(0, illegal, 0, illegal.length);
    }
}
