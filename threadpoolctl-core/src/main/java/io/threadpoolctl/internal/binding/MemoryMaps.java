package io.threadpoolctl.internal.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of Linux's {@code /proc/self/maps}: which files with executable code are mapped, and where.
 *
 * <p>The loader maps one library as a run of neighbouring lines of one path, with anonymous memory between them. A second
 * mapping of the same file elsewhere, such as somebody reading it as data, is a run of its own; without executable code
 * it does not count.
 */
final class MemoryMaps {

    private static final String DELETED = " (deleted)";

    private MemoryMaps() {}

    static List<MappedModule> parse(String text) {
        List<MappedModule> modules = new ArrayList<>();
        Run run = new Run();
        int lineStart = 0;
        while (lineStart < text.length()) {
            int lineEnd = text.indexOf('\n', lineStart);
            if (lineEnd < 0) {
                lineEnd = text.length();
            }
            run.accept(text, lineStart, lineEnd, modules);
            lineStart = lineEnd + 1;
        }
        run.finish(modules);
        return modules;
    }

    /** The path without the mark of a file that was deleted. */
    static String withoutMark(String path) {
        return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
    }

    /** The neighbouring lines of one path that are being read. */
    private static final class Run {

        private String path = "";
        private long start;
        private long end;
        private boolean executable;

        void accept(String text, int from, int to, List<MappedModule> modules) {
            int slash = text.indexOf('/', from);
            if (slash <= from || slash >= to || text.charAt(slash - 1) != ' ') {
                return; // anonymous memory, which may have a name, even one with a slash: [anon:...]
            }
            int dash = text.indexOf('-', from);
            int space = text.indexOf(' ', from);
            if (dash < 0 || space < dash || space + 4 > slash) {
                return;
            }
            try {
                long first = Long.parseUnsignedLong(text, from, dash, 16);
                long behind = Long.parseUnsignedLong(text, dash + 1, space, 16);
                if (!text.regionMatches(slash, path, 0, Math.max(path.length(), to - slash))) {
                    finish(modules);
                    path = text.substring(slash, to);
                    start = first;
                }
                end = behind;
                executable |= text.charAt(space + 3) == 'x';
            } catch (NumberFormatException e) {
                // not a line of this file; the others still count
            }
        }

        void finish(List<MappedModule> modules) {
            if (executable) {
                modules.add(new MappedModule(withoutMark(path), start, end));
            }
            executable = false;
            path = "";
        }
    }
}
