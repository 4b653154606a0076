package io.threadpoolctl.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.threadpoolctl.NativeAccessException;
import io.threadpoolctl.spi.LoadedLibrary;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a {@code kernel32} in memory: Windows itself cannot be had. */
@Timeout(30)
class WindowsLibrariesTests {

    private final FakeKernel32 kernel32 = new FakeKernel32();
    private final OperatingSystem windows =
            OperatingSystem.named("Windows Server 2025").apply(kernel32.linker);
    private final LoadedLibraries libraries = windows.libraries();

    @Test
    void everyModuleIsAskedAboutOnceAndTheWantedOnesAreKept() {
        kernel32.load("C:\\Windows\\System32\\ntdll.dll", 0x10000);
        kernel32.load("C:\\Program Files\\jcpp\\OpenBLAS.dll", 0x7ff0_0000_0000L);
        List<LoadedLibrary> first = libraries.scan(library -> library.fileName().equals("openblas.dll"));
        assertThat(first).extracting(LoadedLibrary::path).containsExactly("C:\\Program Files\\jcpp\\OpenBLAS.dll");
        List<LoadedLibrary> second = libraries.scan(library -> {
            throw new AssertionError(library);
        });
        assertThat(second).hasSize(1).first().isSameAs(first.get(0));
        assertThat(kernel32.kept).containsExactly(Map.entry(0x7ff0_0000_0000L, 1));
        assertThat(kernel32.openSnapshots).isZero();
    }

    @Test
    void aSnapshotIsTriedAgainSixteenTimes() {
        kernel32.load("C:\\one.dll", 0x10000);
        kernel32.failingSnapshots = 15;
        assertThat(libraries.scan(library -> true)).hasSize(1);
        kernel32.failingSnapshots = 16;
        assertThatThrownBy(() -> libraries.scan(library -> true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("16 tries");
    }

    /** Both ways in which a snapshot fails: there is none, or its first entry cannot be read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLookThatFailedChangesNothingAndIsTakenAgainAtOnce(boolean none) {
        kernel32.load("C:\\one.dll", 0x10000);
        List<LoadedLibrary> before = libraries.scan(library -> true);
        kernel32.load("C:\\other.dll", 0x20000);
        waitUntilTheClockWantsALook();
        kernel32.failingSnapshots = none ? 16 : 0;
        kernel32.unreadable = !none;
        assertThatThrownBy(() -> libraries.scan(library -> true)).isInstanceOf(IllegalStateException.class);
        kernel32.unreadable = false;
        assertThat(kernel32.openSnapshots).isZero();
        assertThat(libraries.mayHaveChanged()).isTrue();
        List<LoadedLibrary> after = libraries.scan(library -> true);
        assertThat(after).hasSize(2).first().isSameAs(before.get(0));
    }

    @Test
    void whoeverFailsWhileAskedKeepsNothingAndIsAskedAgain() {
        kernel32.load("C:\\one.dll", 0x10000);
        assertThatThrownBy(() -> libraries.scan(library -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(kernel32.kept).isEmpty();
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(libraries.scan(library -> true)).hasSize(1);
    }

    private void waitUntilTheClockWantsALook() {
        while (!libraries.mayHaveChanged()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aModuleThatCannotBeKeptOrNamedIsLeftOut() {
        kernel32.load("C:\\stays.dll", 0x10000);
        kernel32.load("C:\\vanished.dll", 0x20000);
        kernel32.load(null, 0x30000);
        kernel32.vanished = 0x20000;
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly("C:\\stays.dll");
        assertThat(kernel32.kept).containsExactly(Map.entry(0x10000L, 1));
    }

    @Test
    void longPathsAndOtherScriptsAreReadInFull() {
        String path = "C:\\" + "größe\\".repeat(60) + "線形.dll";
        kernel32.load(path, 0x10000);
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly(path);
    }

    @Test
    void aFunctionThatIsPassedOnToAnotherModuleIsNotItsOwn() {
        kernel32.load("C:\\blas.dll", 0x10000);
        kernel32.symbols.put("own", 0x10000L + 0x0fff);
        kernel32.symbols.put("passed_on", 0x10000L + 0x1000);
        LoadedLibrary blas = libraries.scan(library -> true).get(0);
        assertThat(blas.exports("own")).isTrue();
        assertThat(blas.exports("passed_on")).isFalse();
        assertThat(blas.reachableFunction("passed_on")).isNotNull();
        assertThat(blas.function("none")).isNull();
    }

    @Test
    void theClockDecidesWhenToLookAgain() {
        kernel32.load("C:\\one.dll", 0x10000);
        assertThat(libraries.mayHaveChanged()).isTrue();
        long before = System.nanoTime();
        libraries.scan(library -> false);
        boolean changed = libraries.mayHaveChanged();
        boolean longAgo = System.nanoTime() - before >= 50_000_000L;
        assertThat(changed).isIn(false, longAgo);
    }

    @Test
    void theEndOfTheLoadersListTellsWhetherToLookAgain() {
        kernel32.load("C:\\one.dll", 0x10000);
        boolean byTheClock;
        do {
            long before = System.nanoTime();
            libraries.scan(library -> false);
            kernel32.load("C:\\two.dll", 0x20000);
            assertThat(libraries.mayHaveChanged()).isTrue();
            byTheClock = System.nanoTime() - before >= 50_000_000L;
        } while (byTheClock);
    }

    @Test
    void whatIsLoadedWhileALookLastsIsForTheNext() {
        kernel32.load("C:\\one.dll", 0x10000);
        libraries.scan(library -> {
            kernel32.load("C:\\two.dll", 0x20000);
            return false;
        });
        assertThat(libraries.mayHaveChanged()).isTrue();
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly("C:\\two.dll");
    }

    @Test
    void aModuleInThePlaceOfAnotherIsAskedAbout() {
        kernel32.load("C:\\one.dll", 0x10000);
        libraries.scan(library -> false);
        kernel32.modules.clear();
        kernel32.load("C:\\two.dll", 0x10000);
        assertThat(libraries.scan(library -> true))
                .extracting(LoadedLibrary::path)
                .containsExactly("C:\\two.dll");
    }

    @Test
    void aModuleThatCannotBeKeptYetIsAskedAboutLater() {
        kernel32.load("C:\\one.dll", 0x10000);
        kernel32.vanished = 0x10000;
        assertThat(libraries.scan(library -> true)).isEmpty();
        kernel32.vanished = 0;
        assertThat(libraries.scan(library -> true)).hasSize(1);
    }

    @Test
    void aModuleIsGivenBackAndTakenAgainIfItIsTheSame() {
        kernel32.load("C:\\blas.dll", 0x10000);
        kernel32.symbols.put("own", 0x10010L);
        HeldLibrary blas = (HeldLibrary) libraries.scan(library -> true).get(0);
        blas.release();
        blas.release();
        assertThat(kernel32.kept).isEmpty();
        assertThat(blas.exports("own")).isFalse();
        assertThat(blas.reacquire()).isTrue();
        assertThat(blas.reacquire()).isTrue();
        assertThat(kernel32.kept).containsExactly(Map.entry(0x10000L, 1));
        assertThat(blas.exports("own")).isTrue();
        blas.release();
        kernel32.modules.clear();
        kernel32.load("C:\\other.dll", 0x10000);
        assertThat(blas.reacquire()).isFalse();
        assertThat(kernel32.kept).isEmpty();
    }

    @Test
    void theEnvironmentIsSetForWindowsAndForEveryCRuntime() {
        windows.setEnvironment("OMP_NUM_THREADS", "2");
        assertThat(windows.environment("OMP_NUM_THREADS")).isEqualTo("2");
        assertThat(windows.environment("NOT_SET")).isNull();
        assertThat(kernel32.ofRuntime).containsExactly(Map.entry("OMP_NUM_THREADS", "2"));
        assertThat(windows.onlineProcessors()).isEqualTo(96);
    }

    @Test
    void aVariableThatIsTakenOutIsGoneForWindowsAndForEveryCRuntime() {
        windows.setEnvironment("OMP_NUM_THREADS", "2");
        windows.clearEnvironment("OMP_NUM_THREADS");
        windows.clearEnvironment("NOT_SET");
        assertThat(windows.environment("OMP_NUM_THREADS")).isNull();
        assertThat(kernel32.environment).isEmpty();
        assertThat(kernel32.ofRuntime).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "größe", "線形", "\uD83D\uDE00", "a=b;c"})
    void valuesOfTheEnvironmentComeBackAsTheyAre(String value) {
        windows.setEnvironment("größe", value);
        assertThat(windows.environment("größe")).isEqualTo(value);
        assertThat(kernel32.environment).containsExactly(Map.entry("größe", value));
    }

    @Test
    void longValuesOfTheEnvironmentAreReadInFull() {
        String longest = "ß".repeat(32_766);
        windows.setEnvironment("LONG", longest);
        assertThat(windows.environment("LONG")).isEqualTo(longest);
    }

    @Test
    void anAddressLiesInTheModuleThatCoversIt() {
        kernel32.load("C:\\one.dll", 0x10000);
        assertThat(windows.libraryAt(0x10fff)).isEqualTo(0x10000);
        assertThat(windows.libraryAt(0x11000)).isZero();
        assertThat(kernel32.kept).isEmpty();
    }

    /** An entry as Windows 11 on x86-64 lays it out: 1080 bytes, of which these matter. */
    @Test
    void anEntryIsReadAsWindowsLaysItOut() {
        ByteBuffer entry = ModuleEntry.memory();
        assertThat(entry.capacity()).isEqualTo(1080);
        assertThat(entry.getInt(0)).isEqualTo(1080);
        entry.putInt(4, 1).putInt(8, 4711).putInt(12, -1).putInt(16, -1);
        entry.putLong(24, 0x7ffb_1234_0000L).putInt(32, 0xf000_0000).putLong(40, 0x7ffb_1234_0000L);
        entry.position(560).put("C:\\größe.dll".getBytes(StandardCharsets.UTF_16LE));
        assertThat(ModuleEntry.read(entry))
                .isEqualTo(new ModuleEntry(0x7ffb_1234_0000L, 0xf000_0000L, "C:\\größe.dll"));
        entry.position(560).put("x".repeat(260).getBytes(StandardCharsets.UTF_16LE));
        assertThat(ModuleEntry.read(entry).path()).hasSize(260);
    }

    @Test
    void anotherSystemIsRefusedByName() {
        assertThatThrownBy(() -> OperatingSystem.named("AIX"))
                .isInstanceOf(NativeAccessException.class)
                .hasMessageContaining("AIX")
                .hasMessageContaining("Linux, macOS, Windows");
    }

    private static final class FakeKernel32 {

        private static final long SNAPSHOT = 77;

        private record Module(@Nullable String path, long base) {}

        private final FakeLinker linker = new FakeLinker();
        private final List<Module> modules = new ArrayList<>();
        private final Map<String, Long> symbols = new HashMap<>();
        private final Map<String, String> environment = new HashMap<>();
        private final Map<String, String> ofRuntime = new HashMap<>();
        private final Map<Long, Integer> kept = new TreeMap<>();
        private final long block = linker.memory(64);
        private final long loaderData = linker.memory(64);
        private int failingSnapshots;
        private int openSnapshots;
        private boolean unreadable;
        private int next;
        private long vanished;

        FakeKernel32() {
            with("CreateToolhelp32Snapshot", arguments -> snapshot((int) arguments[0], (int) arguments[1]));
            with("Module32FirstW", arguments -> {
                next = 0;
                return entry((ByteBuffer) arguments[1]);
            });
            with("Module32NextW", arguments -> entry((ByteBuffer) arguments[1]));
            with("CloseHandle", arguments -> --openSnapshots);
            with(
                    "GetModuleHandleExW",
                    arguments -> keep((int) arguments[0], (long) arguments[1], (ByteBuffer) arguments[2]));
            with("FreeLibrary", arguments -> {
                kept.merge((long) arguments[0], -1, (held, less) -> held + less == 0 ? null : held + less);
                return 1;
            });
            with("GetModuleFileNameW", arguments -> write(path((long) arguments[0]), arguments[1], (int) arguments[2]));
            with("K32GetModuleInformation", arguments -> {
                assertThat(arguments[0]).isEqualTo(-1L);
                ((ByteBuffer) arguments[2]).putLong(0, (long) arguments[1]).putInt(8, 0x1000);
                return 1;
            });
            linker.with("ntdll", "RtlGetCurrentPeb", arguments -> block);
            linker.memory(block + 24, 8).putLong(0, loaderData);
            with("GetProcAddress", arguments -> symbols.getOrDefault((String) arguments[1], 0L));
            with("SetEnvironmentVariableW", arguments -> {
                put(read((ByteBuffer) arguments[0]), text(arguments[1]), environment);
                return 1;
            });
            with(
                    "GetEnvironmentVariableW",
                    arguments ->
                            write(environment.get(read((ByteBuffer) arguments[0])), arguments[1], (int) arguments[2]));
            with("GetActiveProcessorCount", arguments -> (int) arguments[0] == 0xffff ? 96 : 0);
            linker.with("ucrtbase", "_wputenv_s", arguments -> {
                String name = read((ByteBuffer) arguments[0]);
                String value = read((ByteBuffer) arguments[1]);
                put(name, value.isEmpty() ? null : value, ofRuntime);
                put(name, value.isEmpty() ? null : value, environment);
                return 0;
            });
        }

        void load(@Nullable String path, long base) {
            modules.add(new Module(path, base));
            linker.memory(loaderData + 40, 8).putLong(0, 0x5000 + modules.size());
        }

        private void with(String symbol, FakeLinker.Code code) {
            linker.with("kernel32", symbol, code);
        }

        private long snapshot(int flags, int process) {
            assertThat(flags).isEqualTo(8);
            assertThat(process).isZero();
            if (failingSnapshots > 0) {
                failingSnapshots--;
                return -1;
            }
            openSnapshots++;
            return SNAPSHOT;
        }

        private long entry(ByteBuffer entry) {
            assertThat(entry.getInt(0)).isEqualTo(1080);
            if (unreadable || next == modules.size()) {
                return 0;
            }
            Module module = modules.get(next++);
            entry.putLong(24, module.base()).putInt(32, 0x1000).putLong(40, module.base());
            byte[] path = String.valueOf(module.path()).getBytes(StandardCharsets.UTF_16LE);
            entry.put(560, new byte[520]).put(560, path, 0, Math.min(path.length, 520));
            return 1;
        }

        private long keep(int flags, long address, ByteBuffer handle) {
            assertThat(flags & 4).as("by its address").isNotZero();
            Optional<Module> module = modules.stream()
                    .filter(each -> address >= each.base() && address < each.base() + 0x1000)
                    .findFirst();
            if (address == vanished || module.isEmpty()) {
                return 0;
            }
            if ((flags & 2) == 0) {
                kept.merge(module.get().base(), 1, Integer::sum);
            }
            handle.putLong(0, module.get().base());
            return 1;
        }

        private @Nullable String path(long base) {
            return modules.stream()
                    .filter(module -> module.base() == base)
                    .findFirst()
                    .orElseThrow()
                    .path();
        }

        private static void put(String name, @Nullable String value, Map<String, String> into) {
            if (value == null) {
                into.remove(name);
            } else {
                into.put(name, value);
            }
        }

        /** {@code null} for a null pointer. */
        private static @Nullable String text(Object argument) {
            return argument.equals(0L) ? null : read((ByteBuffer) argument);
        }

        /** Fills the room, or says how much is needed, as Windows does. */
        private static long write(@Nullable String text, Object memory, int characters) {
            if (text == null) {
                return 0;
            }
            if (text.length() >= characters) {
                return text.length() + 1L;
            }
            ByteBuffer room = (ByteBuffer) memory;
            room.put(0, text.getBytes(StandardCharsets.UTF_16LE));
            return text.length();
        }

        private static String read(ByteBuffer wide) {
            StringBuilder text = new StringBuilder();
            wide.order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; wide.getChar(i) != 0; i += Character.BYTES) {
                text.append(wide.getChar(i));
            }
            return text.toString();
        }
    }
}
