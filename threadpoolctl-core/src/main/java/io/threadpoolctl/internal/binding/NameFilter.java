package io.threadpoolctl.internal.binding;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says quickly that a library does not export a name; most libraries export none of those that are asked for.
 *
 * <p>It is the Bloom filter at the beginning of the table {@code DT_GNU_HASH} that linkers write for {@code dlsym}: after
 * four numbers (buckets, first symbol, filter words, shift) the words, 64 bits each, of which a name sets two bits. The
 * table is found through the library's dynamic section, pairs of tag and value ({@code <elf.h>}). It is read where it lies,
 * so the library has to be held meanwhile.
 */
final class NameFilter {

    private static final int MOST_DYNAMIC_ENTRIES = 256;
    private static final int DYNAMIC_ENTRY_SIZE = 16;
    private static final long DT_NULL = 0;
    private static final long DT_GNU_HASH = 0x6ffffef5;

    private static final int HEADER_SIZE = 16;
    private static final int FILTER_WORDS = 8;
    private static final int SHIFT = 12;
    private static final int MOST_WORDS = 1 << 20;

    /** Of the names that families ask every library for. */
    private static final Map<String, Integer> HASHES = new ConcurrentHashMap<>();

    /** Of a library without such a table: it says nothing. */
    private static final NameFilter NONE = new NameFilter(ByteBuffer.allocate(0), 0, 0);

    private final ByteBuffer words;
    private final int mask;
    private final int shift;

    private NameFilter(ByteBuffer words, int count, int shift) {
        this.words = words;
        this.mask = count - 1;
        this.shift = shift;
    }

    /** Of a library that is held. */
    static NameFilter of(Linker linker, LinkMap library) {
        long table = table(linker, library);
        if (table == 0) {
            return NONE;
        }
        ByteBuffer header = linker.memory(table, HEADER_SIZE);
        int count = header.getInt(FILTER_WORDS);
        boolean plausible = Integer.bitCount(count) == 1 && count > 0 && count <= MOST_WORDS;
        return plausible
                ? new NameFilter(linker.memory(table + HEADER_SIZE, count * Long.BYTES), count, header.getInt(SHIFT))
                : NONE;
    }

    boolean mayContain(String name) {
        if (mask < 0) {
            return true;
        }
        int hash = HASHES.computeIfAbsent(name, NameFilter::hash);
        long word = words.getLong(((hash >>> 6) & mask) * Long.BYTES);
        long bits = (1L << hash) | (1L << (hash >>> shift));
        return (word & bits) == bits;
    }

    /** glibc has made an address of the value, musl leaves it an offset. */
    private static long table(Linker linker, LinkMap library) {
        long entry = library.dynamic();
        for (int i = 0; entry != 0 && i < MOST_DYNAMIC_ENTRIES; i++, entry += DYNAMIC_ENTRY_SIZE) {
            long tag = linker.word(entry);
            if (tag == DT_NULL) {
                return 0;
            }
            if (tag == DT_GNU_HASH) {
                long value = linker.word(entry + Long.BYTES);
                return Long.compareUnsigned(value, library.base()) < 0 ? library.base() + value : value;
            }
        }
        return 0;
    }

    private static int hash(String name) {
        int hash = 5381;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 33 + name.charAt(i);
        }
        return hash;
    }
}
