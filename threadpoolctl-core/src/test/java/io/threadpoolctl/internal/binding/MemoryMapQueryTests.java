package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@EnabledOnOs(OS.LINUX)
@Timeout(60)
class MemoryMapQueryTests {

    static Stream<Binding> here() {
        return Binding.here();
    }

    @ParameterizedTest
    @MethodSource("here")
    void itFindsTheModulesOfTheTextEachWithinItsBounds(Binding binding) {
        List<MappedModule> found = new MemoryMapQuery(binding.linker()).modules();
        assertThat(found != null).isEqualTo(kernelAnswers());
        if (found == null) {
            return;
        }
        List<MappedModule> text = MemoryMaps.parse(LinuxLibraries.readMaps());
        assertThat(found).extracting(MappedModule::path).isEqualTo(paths(text));
        for (int i = 0; i < text.size(); i++) {
            assertThat(found.get(i).start())
                    .isBetween(text.get(i).start(), text.get(i).end());
            assertThat(found.get(i).end())
                    .isBetween(found.get(i).start() + 1, text.get(i).end());
        }
    }

    @Test
    void withoutMemoryThereIsNoList() {
        FakeLinker linker = new FakeLinker().with("calloc", counts -> 0);
        linker.with("open", path -> 3).with("close", file -> 0).with("ioctl", arguments -> 0);
        assertThat(new MemoryMapQuery(linker).modules()).isNull();
    }

    @Test
    void onAnOlderKernelThereIsNoList() {
        assertThat(query((from, nameSize) -> -1).modules()).isNull();
    }

    @Test
    void aListThatEndsOverANameIsNone() {
        assertThat(query((from, nameSize) -> from == 0 || nameSize == 0 ? 0 : -1)
                        .modules())
                .isNull();
    }

    @Test
    void aListThatEndsBehindTheLastMappingIsComplete() {
        assertThat(query((from, nameSize) -> from == 0 ? 0 : -1).modules())
                .containsExactly(new MappedModule("/lib/a", 0x1000, 0x1800));
    }

    @Test
    void mappingsOfOneFileAreOneModule() {
        assertThat(query((from, nameSize) -> from < 0x2000 ? 0 : -1).modules())
                .containsExactly(new MappedModule("/lib/a", 0x1000, 0x2000));
    }

    private interface Kernel {
        int answer(long from, long nameSize);
    }

    /** Of a kernel that, when it answers, knows a file of two mappings, 0x1000 to 0x1800 and up to 0x2000. */
    private static MemoryMapQuery query(Kernel kernel) {
        FakeLinker linker = new FakeLinker();
        linker.with("calloc", counts -> linker.memory(Math.toIntExact((Long) counts[1])))
                .with("open", path -> 3)
                .with("close", file -> 0)
                .with("ioctl", arguments -> {
                    ByteBuffer query = linker.memory((Long) arguments[2], 0);
                    long from = query.getLong(16);
                    query.putLong(24, Math.max(from, 0x1000)).putLong(32, from < 0x1800 ? 0x1800 : 0x2000);
                    int answer = kernel.answer(from, query.getInt(80));
                    query.putInt(80, "/lib/a".length() + 1).put(104, "/lib/a".getBytes(StandardCharsets.UTF_8));
                    return answer;
                });
        return new MemoryMapQuery(linker);
    }

    private static boolean kernelAnswers() {
        String[] version = System.getProperty("os.version").split("[.-]", 3);
        int major = Integer.parseInt(version[0]);
        return major > 6 || (major == 6 && Integer.parseInt(version[1]) >= 11);
    }

    private static List<String> paths(List<MappedModule> modules) {
        return modules.stream().map(MappedModule::path).toList();
    }
}
