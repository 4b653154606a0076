package io.threadpoolctl;

/** Something that holds for the process until whoever asked for it takes it back. Any thread may do so. */
public interface Registration extends AutoCloseable {

    /** Takes it back. A second call does nothing. Throws nothing. */
    @Override
    void close();
}
