package io.threadpoolctl.internal.binding;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the text of Linux's {@code /proc/self/maps}: which file is mapped at an address. */
final class MemoryMaps {

    private static final String DELETED = " (deleted)";

    private final String text;
    private final TreeMap<Long, Mapping> mappings = new TreeMap<>(Long::compareUnsigned);

    private MemoryMaps(String text) {
        this.text = text;
    }

    static MemoryMaps parse(String text) {
        MemoryMaps maps = new MemoryMaps(text);
        int lineStart = 0;
        while (lineStart < text.length()) {
            int lineEnd = text.indexOf('\n', lineStart);
            if (lineEnd < 0) {
                lineEnd = text.length();
            }
            maps.add(lineStart, lineEnd);
            lineStart = lineEnd + 1;
        }
        return maps;
    }

    /** The path without the mark of a file that was deleted. */
    static String withoutMark(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /** The path of the file that is mapped at an address, {@code null} if there is none. */
    @Nullable
    String pathAt(long address) {
        Map.Entry<Long, Mapping> entry = mappings.floorEntry(address);
        if (entry == null || Long.compareUnsigned(address, entry.getValue().end()) >= 0) {
            return null;
        }
        return withoutMark(
                text.substring(entry.getValue().pathFrom(), entry.getValue().pathTo()));
    }

    private void add(int from, int to) {
        int slash = text.indexOf('/', from);
        if (slash <= from || slash >= to || text.charAt(slash - 1) != ' ') {
            return; // anonymous memory, which may have a name, even one with a slash: [anon:...]
        }
        int dash = text.indexOf('-', from);
        int space = text.indexOf(' ', from);
        if (dash < 0 || space < dash || space > slash) {
            return;
        }
        try {
            long start = Long.parseUnsignedLong(text, from, dash, 16);
            long end = Long.parseUnsignedLong(text, dash + 1, space, 16);
            mappings.put(start, new Mapping(end, slash, to));
        } catch (NumberFormatException e) {
            // not a line of this file; the others still count
        }
    }

    /** A line: the end of the mapping, and where in the text the path is. */
    private record Mapping(long end, int pathFrom, int pathTo) {}
}
