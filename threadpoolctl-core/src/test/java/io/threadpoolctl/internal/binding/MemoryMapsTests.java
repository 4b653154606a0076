package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void eachFileWithCodeIsOneModuleFromItsFirstToItsLastByte() {
        assertThat(MemoryMaps.parse(RECORDED))
                .containsExactly(
                        new MappedModule("/usr/bin/head", 0x5653141d7000L, 0x5653141e4000L),
                        new MappedModule("/opt/blas/libopenblasp-r0.3.21.so", 0x7fb300000000L, 0x7fb302041000L),
                        new MappedModule("/usr/lib/x86_64-linux-gnu/libc.so.6", 0x7fb310000000L, 0x7fb3101bd000L));
    }

    @Test
    void nothingIsNoModule() {
        assertThat(MemoryMaps.parse("")).isEmpty();
        assertThat(MemoryMaps.parse("\n\n")).isEmpty();
    }

    @Test
    void filesWithoutCodeDoNotCount() {
        assertThat(MemoryMaps.parse(line("7f0000000000-7f0000001000", "r--p", "/usr/share/zoneinfo/UTC")))
                .isEmpty();
    }

    @Test
    void theMarkOfADeletedFileIsNoPartOfItsPath() {
        assertThat(MemoryMaps.parse(library("7f0000000000", "/tmp/jna-1/jna2.tmp (deleted)")))
                .extracting(MappedModule::path)
                .containsExactly("/tmp/jna-1/jna2.tmp");
    }

    @Test
    void blanksColonsAndSlashesBelongToThePath() {
        String path = "/srv/a b  c/lib:x (deleted)/libopenblas (1).so";
        assertThat(MemoryMaps.parse(library("7f0000000000", path)))
                .extracting(MappedModule::path)
                .containsExactly(path);
    }

    @Test
    void aFileMappedAgainAsDataElsewhereDoesNotMoveItsModule() {
        String path = "/opt/libopenblas.so";
        MappedModule module = new MappedModule(path, 0x7f0000000000L, 0x7f0000002000L);
        String other = library("7f1000000000", "/opt/other.so");
        String behind = line("7f2000000000-7f2000009000", "r--p", path);
        String before = line("7e0000000000-7e0000009000", "r--p", path);
        assertThat(MemoryMaps.parse(library("7f0000000000", path) + other + behind))
                .hasSize(2)
                .contains(module);
        assertThat(MemoryMaps.parse(
                        before + line("7e1000000000-7e1000001000", "r--p", "/x") + library("7f0000000000", path)))
                .containsExactly(module);
    }

    @Test
    void twoCopiesOfOneFileAreTwoModules() {
        String path = "/opt/libopenblas.so";
        String between = library("7f1000000000", "/opt/other.so");
        assertThat(MemoryMaps.parse(library("7f0000000000", path) + between + library("7f2000000000", path)))
                .extracting(MappedModule::start)
                .containsExactly(0x7f0000000000L, 0x7f1000000000L, 0x7f2000000000L);
    }

    @Test
    void oneNameThatBeginsLikeAnotherIsAnother() {
        assertThat(MemoryMaps.parse(library("7f0000000000", "/opt/liba.so")
                        + library("7f0000002000", "/opt/liba.so.1")
                        + library("7f0000004000", "/opt/liba")))
                .extracting(MappedModule::path)
                .containsExactly("/opt/liba.so", "/opt/liba.so.1", "/opt/liba");
    }

    @Test
    void codeInAMemoryFileIsAModuleUnderItsOddName() {
        assertThat(MemoryMaps.parse(library("7f0000000000", "/memfd:jit (deleted)")))
                .extracting(MappedModule::path)
                .containsExactly("/memfd:jit");
    }

    @Test
    void aSlashInTheNameOfAnonymousMemoryMakesItNoFile() {
        String path = "/opt/libopenblas.so";
        String named = "7f0000001000-7f0000002000 r-xp 00000000 00:00 0                          [anon:jit/code]\n";
        assertThat(MemoryMaps.parse(library("7f0000000000", path) + named + library("7f0000002000", path)))
                .containsExactly(new MappedModule(path, 0x7f0000000000L, 0x7f0000004000L));
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
                7f00-7f01 r /short
                """;
        assertThat(MemoryMaps.parse(odd + library("7f0000000000", "/opt/liba.so") + odd))
                .containsExactly(new MappedModule("/opt/liba.so", 0x7f0000000000L, 0x7f0000002000L));
    }

    @Test
    void aLastLineWithoutItsEndCounts() {
        String text = library("7f0000000000", "/opt/liba.so");
        assertThat(MemoryMaps.parse(text.substring(0, text.length() - 1)))
                .containsExactly(new MappedModule("/opt/liba.so", 0x7f0000000000L, 0x7f0000002000L));
    }

    @Test
    void addressesInTheUpperHalfAreNumbersToo() {
        MappedModule module =
                MemoryMaps.parse(library("ffffffff80000000", "/opt/liba.so")).get(0);
        assertThat(module.contains(0xffffffff80001fffL)).isTrue();
        assertThat(module.contains(0xffffffff80002000L)).isFalse();
        assertThat(module.contains(0x7f0000000000L)).isFalse();
    }

    @Test
    void tenThousandLibrariesAreTenThousandModules() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            text.append(library(Long.toHexString(0x7f0000000000L + i * 0x10000L), "/opt/lib" + i + ".so"));
        }
        assertThat(MemoryMaps.parse(text.toString())).hasSize(10_000);
    }

    @Test
    void theMapsOfThisVeryProcessNameTheLibraryOfTheJvm() throws IOException {
        assertThat(MemoryMaps.parse(Files.readString(Path.of("/proc/self/maps"))))
                .filteredOn(module -> module.path().endsWith("/libjvm.so"))
                .hasSize(1);
    }

    /** A page of data and a page of code. */
    private static String library(String start, String path) {
        long first = Long.parseUnsignedLong(start, 16);
        String middle = Long.toHexString(first + 0x1000);
        String end = Long.toHexString(first + 0x2000);
        return line(start + "-" + middle, "r--p", path) + line(middle + "-" + end, "r-xp", path);
    }

    private static String line(String range, String rights, String path) {
        return range + " " + rights + " 00000000 fe:00 4711                       " + path + "\n";
    }
}
