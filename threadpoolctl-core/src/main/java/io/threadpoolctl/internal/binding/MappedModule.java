package io.threadpoolctl.internal.binding;

/**
 * A file with executable code that is mapped into the process.
 *
 * @param path as the operating system names it, without the mark of a deleted file
 * @param start address of its first byte
 * @param end address behind its last byte
 */
record MappedModule(String path, long start, long end) {

    boolean contains(long address) {
        return Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
