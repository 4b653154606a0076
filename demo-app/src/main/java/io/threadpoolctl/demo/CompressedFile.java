package io.threadpoolctl.demo;

/**
 * A compressed picture as a file.
 *
 * @param png its bytes
 * @param originalNumbers how many numbers the original consists of
 * @param timing how long each step took
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record CompressedFile(byte[] png, long originalNumbers, Compressed compressed, ServerTiming timing) {}
