package io.threadpoolctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryFilesTests {

    /** The directories in which Debian 12 has libraries, by processor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x86_64-linux-gnu",
                "aarch64-linux-gnu",
                "s390x-linux-gnu",
                "powerpc64le-linux-gnu",
                "x86_64-linux-musl"
            })
    void aLibraryIsFoundByItsNameWhereDebianHasItForAnyProcessor(String directory, @TempDir Path usr)
            throws IOException {
        Path file = Files.createDirectories(usr.resolve("lib").resolve(directory))
                .resolve(System.mapLibraryName("nowhere-else") + ".1");
        Files.writeString(file, "no ELF file, of which nobody can tell the processor");
        assertThat(LibraryFiles.find("nowhere-else", usr)).contains(file);
    }
}
