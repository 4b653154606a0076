package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MemoryMapsTests {

    /** Recorded: a program, its heap, an OpenBLAS with anonymous memory inside, the C library, stack and vdso. */
    private static final String RECORDED = """
            5653141d7000-5653141d9000 r--p 00000000 fe:00 260386                     /usr/bin/head
            5653141d9000-5653141df000 r-xp 00002000 fe:00 260386                     /usr/bin/head
            5653141e3000-5653141e4000 rw-p 0000b000 fe:00 260386                     /usr/bin/head
            565332b1c000-565332b3d000 rw-p 00000000 00:00 0                          [heap]
            7fb2f0000000-7fb2f0021000 rw-p 00000000 00:00 0\s
            7fb300000000-7fb300090000 r--p 00000000 fe:00 411218                     /opt/blas/libopenblasp-r0.3.21.so
            7fb300090000-7fb302000000 r-xp 00090000 fe:00 411218                     /opt/blas/libopenblasp-r0.3.21.so
            7fb302000000-7fb302010000 rw-p 02000000 fe:00 411218                     /opt/blas/libopenblasp-r0.3.21.so
            7fb302010000-7fb302040000 rw-p 00000000 00:00 0\s
            7fb302040000-7fb302041000 rw-p 02010000 fe:00 411218                     /opt/blas/libopenblasp-r0.3.21.so
            7fb310000000-7fb310028000 r--p 00000000 fe:00 262414                     /usr/lib/x86_64-linux-gnu/libc.so.6
            7fb310028000-7fb3101bd000 r-xp 00028000 fe:00 262414                     /usr/lib/x86_64-linux-gnu/libc.so.6
            7ffd5c1b6000-7ffd5c1d8000 rw-p 00000000 00:00 0                          [stack]
            7ffd5c1f3000-7ffd5c1f5000 r-xp 00000000 00:00 0                          [vdso]
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            """;

    private static final String LIBRARY = "/opt/blas/libopenblasp-r0.3.21.so";

    @Test
    void anAddressBelongsToTheFileThatIsMappedThere() {
        MemoryMaps maps = MemoryMaps.parse(RECORDED);
        assertThat(maps.pathAt(0x5653141d7000L)).isEqualTo("/usr/bin/head");
        assertThat(maps.pathAt(0x7fb300000000L)).isEqualTo(LIBRARY);
        assertThat(maps.pathAt(0x7fb300090000L)).isEqualTo(LIBRARY);
        assertThat(maps.pathAt(0x7fb302040fffL)).isEqualTo(LIBRARY);
        assertThat(maps.pathAt(0x7fb310000001L)).isEqualTo("/usr/lib/x86_64-linux-gnu/libc.so.6");
    }

    @Test
    void whereNoFileIsMappedThereIsNoPath() {
        MemoryMaps maps = MemoryMaps.parse(RECORDED);
        assertThat(maps.pathAt(0)).isNull();
        assertThat(maps.pathAt(0x5653141df000L)).as("a gap").isNull();
        assertThat(maps.pathAt(0x565332b1c000L)).as("the heap").isNull();
        assertThat(maps.pathAt(0x7fb302010000L)).as("anonymous memory").isNull();
        assertThat(maps.pathAt(0x7fb302041000L)).as("behind the end").isNull();
        assertThat(maps.pathAt(0x7ffd5c1f3000L)).as("the vdso").isNull();
        assertThat(MemoryMaps.parse("").pathAt(1)).isNull();
        assertThat(MemoryMaps.parse("\n\n").pathAt(1)).isNull();
    }

    @Test
    void theMarkOfADeletedFileIsNoPartOfItsPath() {
        assertThat(path("/tmp/jna-1/jna2.tmp (deleted)")).isEqualTo("/tmp/jna-1/jna2.tmp");
        assertThat(path("/memfd:jit (deleted)")).isEqualTo("/memfd:jit");
    }

    @Test
    void blanksColonsAndSlashesBelongToThePath() {
        String path = "/srv/a b  c/lib:x (deleted)/libopenblas (1).so";
        assertThat(path(path)).isEqualTo(path);
    }

    @Test
    void aSlashInTheNameOfAnonymousMemoryMakesItNoFile() {
        String named = "7f0000001000-7f0000002000 r-xp 00000000 00:00 0                          [anon:jit/code]\n";
        assertThat(MemoryMaps.parse(named).pathAt(0x7f0000001000L)).isNull();
    }

    @Test
    void oddLinesAreSkippedAndTheOthersRead() {
        String odd = """
                what is this
                /
                 /
                -/
                 - /x
                7f00-7f01
                7f00 r-xp 0 0 0 /x
                xyz-abc r-xp 00000000 fe:00 1 /not/hexadecimal
                """;
        MemoryMaps maps = MemoryMaps.parse(odd + line("7f0000000000-7f0000001000", "/opt/liba.so") + odd);
        assertThat(maps.pathAt(0x7f0000000000L)).isEqualTo("/opt/liba.so");
        assertThat(maps.pathAt(0x7f00)).isNull();
    }

    @Test
    void aLastLineWithoutItsEndCounts() {
        String text = line("7f0000000000-7f0000001000", "/opt/liba.so");
        assertThat(MemoryMaps.parse(text.stripTrailing()).pathAt(0x7f0000000000L))
                .isEqualTo("/opt/liba.so");
    }

    @Test
    void addressesInTheUpperHalfAreNumbersToo() {
        MemoryMaps maps = MemoryMaps.parse(line("7f0000000000-7f0000001000", "/opt/liba.so")
                + line("ffffffff80000000-ffffffff80002000", "/opt/libb.so"));
        assertThat(maps.pathAt(0xffffffff80001fffL)).isEqualTo("/opt/libb.so");
        assertThat(maps.pathAt(0xffffffff80002000L)).isNull();
        assertThat(maps.pathAt(0x7f0000000fffL)).isEqualTo("/opt/liba.so");
        assertThat(maps.pathAt(0x7f0000001000L)).isNull();
    }

    private static @Nullable String path(String written) {
        return MemoryMaps.parse(line("7f0000000000-7f0000001000", written)).pathAt(0x7f0000000000L);
    }

    private static String line(String range, String path) {
        return range + " r-xp 00000000 fe:00 4711                       " + path + "\n";
    }
}
