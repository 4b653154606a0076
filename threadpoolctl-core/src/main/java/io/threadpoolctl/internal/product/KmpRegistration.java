package io.threadpoolctl.internal.product;

import io.threadpoolctl.internal.binding.NativeProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Which OpenMP runtime of LLVM's or Intel's has registered itself in this process, as each does when it is initialised and
 * nobody else has ({@code __kmp_register_library_startup} of LLVM 14 to 21). The next one to be initialised finds it, and
 * ends the process.
 *
 * <p>The text is {@code <address>-<value>-<file name>}: at that address, in the data of the runtime, stands that value. It
 * is kept in shared memory, which Linux shows as a file; where that cannot be had, in {@code /tmp}; by older versions and on
 * other systems in the environment. Files of processes that were killed stay, and numbers of processes come again, so a
 * text is believed only if a library lies at the address and the value stands there.
 */
final class KmpRegistration {

    /** Nobody is registered. */
    static final long NOBODY = 0;

    /** Somebody is, in a way that is not known here. */
    static final long UNKNOWN = -1;

    private static final int PARTS = 3;
    private static final int HEX = 16;

    private final Supplier<List<String>> texts;
    private final LongUnaryOperator libraryAt;
    private final LongUnaryOperator valueAt;

    /**
     * @param texts the texts that are there, without the zeros behind them
     * @param libraryAt where the library begins that covers an address; 0 if none does
     * @param valueAt the value at an address that a library covers, of which the lower half counts
     */
    KmpRegistration(Supplier<List<String>> texts, LongUnaryOperator libraryAt, LongUnaryOperator valueAt) {
        this.texts = texts;
        this.libraryAt = libraryAt;
        this.valueAt = valueAt;
    }

    static KmpRegistration ofProcess() {
        NativeProcess process = NativeProcess.current();
        String name = "__KMP_REGISTERED_LIB_" + ProcessHandle.current().pid();
        String nameForUser = name + "_" + process.userId();
        List<File> files = List.of(new File("/dev/shm", nameForUser), new File("/tmp", nameForUser));
        return new KmpRegistration(
                () -> {
                    List<String> texts = new ArrayList<>();
                    files.stream()
                            .filter(File::exists)
                            .map(KmpRegistration::read)
                            .forEach(texts::add);
                    Stream.of(nameForUser, name)
                            .map(process::environment)
                            .filter(Objects::nonNull)
                            .forEach(texts::add);
                    return texts;
                },
                process::libraryAt,
                process::lowHalfAt);
    }

    /** Where the library begins that is registered, or {@link #NOBODY}, or {@link #UNKNOWN}. */
    long owner() {
        return texts.get().stream()
                .mapToLong(this::owner)
                .filter(owner -> owner != NOBODY)
                .findFirst()
                .orElse(NOBODY);
    }

    /** What cannot be read is somebody: the runtimes themselves take it for one. */
    private long owner(String text) {
        String[] parts = text.split("-", PARTS);
        try {
            long address = Long.parseUnsignedLong(withoutMark(parts[0]), HEX);
            int value = (int) Long.parseUnsignedLong(parts[1], HEX);
            long library = libraryAt.applyAsLong(address);
            return library != 0 && (int) valueAt.applyAsLong(address) == value ? library : NOBODY;
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return UNKNOWN;
        }
    }

    private static String withoutMark(String address) {
        return address.startsWith("0x") ? address.substring(2) : address;
    }

    private static String read(File file) {
        try {
            String text = Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf('\0');
            return end < 0 ? text : text.substring(0, end);
        } catch (IOException e) {
            return "";
        }
    }
}
