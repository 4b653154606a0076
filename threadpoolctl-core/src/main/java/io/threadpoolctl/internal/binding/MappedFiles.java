package io.threadpoolctl.internal.binding;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which file is mapped at an address, as the kernel says: asked for each one, or by the text of {@code /proc/self/maps} where
 * it does not answer. For addresses that stay mapped while this is open.
 */
final class MappedFiles implements AutoCloseable {

    private static final String MAPS = "/proc/self/maps";
    private static final int BUFFER = 8192;
    private static final int USUAL_SIZE = 16 * BUFFER;

    private final MemoryMapQuery.Session query;
    private @Nullable MemoryMaps text;

    MappedFiles(MemoryMapQuery query) {
        this.query = query.open();
    }

    /** The path, with links resolved and without the mark of a file that was deleted; {@code null} if it is no file. */
    @Nullable
    String pathAt(long address) {
        MemoryMapQuery.Mapping mapping = text == null ? query.at(address) : null;
        if (mapping != null) {
            return mapping.path().startsWith("/") ? mapping.path() : null;
        }
        if (text == null) {
            text = MemoryMaps.parse(read());
        }
        return text.pathAt(address);
    }

    /**
     * Opens what the loader has under the paths of files with code. That is most libraries, and quicker than by its list.
     *
     * @param opened gets the handles, for the caller to close, each with its path, {@code null} if there are several
     */
    void open(DynamicLoader loader, Map<Long, @Nullable String> opened) {
        MemoryMapQuery.Mapping file = query.codeFrom(0);
        while (file != null) {
            long handle = loader.open(file.pathAddress());
            if (opened.containsKey(handle)) {
                opened.put(handle, null);
                loader.close(handle);
            } else if (handle != 0) {
                opened.put(handle, file.path());
            }
            file = query.codeFrom(file.end());
        }
    }

    @Override
    public void close() {
        query.close();
    }

    static String read() {
        // The kernel gives half a buffer at a time; larger ones only cost the JVM memory of its own.
        try (InputStream maps = new FileInputStream(MAPS)) {
            byte[] text = new byte[USUAL_SIZE];
            int length = 0;
            int read = maps.read(text, 0, BUFFER);
            while (read > 0) {
                length += read;
                if (text.length - length < BUFFER) {
                    text = Arrays.copyOf(text, 2 * text.length);
                }
                read = maps.read(text, length, BUFFER);
            }
            return new String(text, 0, length, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // then the loader's own names have to do
        }
    }
}
