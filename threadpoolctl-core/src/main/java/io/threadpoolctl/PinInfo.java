package io.threadpoolctl;

/**
 * Virtual threads that limited calls hold on their carriers.
 *
 * @param now how many there are
 * @param most how many there were at one time at most
 * @param refused how many calls ran without being held, since there were as many as {@linkplain Threadpools#boundPins
 *     allowed} already
 */
public record PinInfo(int now, int most, long refused) {}
