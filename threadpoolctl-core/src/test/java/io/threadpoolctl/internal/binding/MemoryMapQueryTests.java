package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class MemoryMapQueryTests {

    private ByteBuffer struct = ByteBuffer.allocate(0);

    static Stream<Binding> here() {
        return Binding.here();
    }

    @ParameterizedTest
    @MethodSource("here")
    void itSaysWhatTheTextSays(Binding binding) {
        try (MemoryMapQuery.Session query = new MemoryMapQuery(binding.linker()).open()) {
            List<MemoryMapQuery.Mapping> found = new ArrayList<>();
            MemoryMapQuery.Mapping next = query.codeFrom(0);
            while (next != null) {
                assertThat(binding.linker().string(next.pathAddress())).isEqualTo(next.path());
                found.add(next);
                next = query.codeFrom(next.end());
            }
            assertThat(found.isEmpty()).isNotEqualTo(kernelAnswers());
            MemoryMaps text = MemoryMaps.parse(MappedFiles.read());
            for (MemoryMapQuery.Mapping file : found) {
                assertThat(file.path()).startsWith("/").isEqualTo(text.pathAt(file.end() - 1));
                assertThat(query.at(file.end() - 1)).isEqualTo(file);
            }
        }
    }

    @Test
    void withoutMemoryThereIsNoAnswer() {
        FakeLinker linker = new FakeLinker().with("calloc", counts -> 0);
        linker.with("open", path -> 3).with("close", file -> 0).with("ioctl", arguments -> 0);
        assertThat(new MemoryMapQuery(linker).open().at(0x1000)).isNull();
    }

    @Test
    void withoutTheFileThereIsNoAnswer() {
        try (MemoryMapQuery.Session query = query(-1, 0, "/lib/a").open()) {
            assertThat(query.at(0x1000)).isNull();
        }
    }

    @Test
    void onAnOlderKernelThereIsNoAnswer() {
        try (MemoryMapQuery.Session query = query(3, -1, "/lib/a").open()) {
            assertThat(query.at(0x1000)).isNull();
            assertThat(query.codeFrom(0)).isNull();
        }
    }

    @Test
    void theMarkOfADeletedFileIsCutOff() {
        try (MemoryMapQuery.Session query = query(3, 0, "/lib/\u00fc (deleted)").open()) {
            MemoryMapQuery.Mapping mapping = query.at(0x1000);
            assertThat(mapping).isNotNull();
            assertThat(mapping.path()).isEqualTo("/lib/\u00fc");
            assertThat(struct.get(104 + "/lib/\u00fc".getBytes(StandardCharsets.UTF_8).length))
                    .isZero();
        }
    }

    @Test
    void whatHasNoNameHasAnEmptyOne() {
        try (MemoryMapQuery.Session query = query(3, 0, null).open()) {
            assertThat(query.at(0x1000))
                    .isNotNull()
                    .extracting(MemoryMapQuery.Mapping::path)
                    .isEqualTo("");
        }
    }

    /** Of a kernel that opens this file, if it is one, and answers every question in this way. */
    private MemoryMapQuery query(int file, int answer, @Nullable String name) {
        FakeLinker linker = new FakeLinker();
        linker.with("calloc", counts -> linker.memory(Math.toIntExact((Long) counts[1])))
                .with("open", path -> file)
                .with("close", closed -> 0)
                .with("ioctl", arguments -> {
                    assertThat(arguments[0]).isEqualTo(3);
                    struct = linker.memory((Long) arguments[2], 104 + 4096);
                    byte[] bytes = name == null ? new byte[0] : (name + "\0").getBytes(StandardCharsets.UTF_8);
                    struct.putLong(32, 0x2000).putInt(80, bytes.length).put(104, bytes);
                    return answer;
                });
        return new MemoryMapQuery(linker);
    }

    private static boolean kernelAnswers() {
        String[] version = System.getProperty("os.version").split("[.-]", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 11);
    }
}
