package io.threadpoolctl;

import org.jspecify.annotations.Nullable;

/**
 * One library at one moment.
 *
 * @param library what is known about it; its {@code numThreads} is the effective number, for a library whose reach is the
 *     thread that of a thread without a scope
 * @param baseline its number when no scope is open, {@code null} if it cannot be asked without harm
 * @param openScopes how many open scopes limit it
 * @param honoured whether it followed when it was last set, and threads without a scope have what the process is limited to
 * @param cap the smallest number it is {@linkplain Threadpools#cap capped} at, {@code null} if it is not
 * @param setterCalls how often its native setter was called since the start
 * @param notHonoured how often it did not follow, or could not be set
 * @param changedByOthers how often other code was seen to have set it while it was limited
 */
public record PoolState(
        LibraryInfo library,
        @Nullable Integer baseline,
        int openScopes,
        boolean honoured,
        @Nullable Integer cap,
        long setterCalls,
        long notHonoured,
        long changedByOthers) {}
