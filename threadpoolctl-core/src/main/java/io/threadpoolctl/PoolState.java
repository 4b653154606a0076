package io.threadpoolctl;

import io.threadpoolctl.library.LibraryInfo;
import org.jspecify.annotations.Nullable;

/**
 * One library at one moment.
 *
 * @param library what is known about it; its {@code numThreads} is the effective number, for a library whose reach is the
 *     thread that of a thread without a scope
 * @param baseline its number when no scope is open, {@code null} if it cannot be asked without harm
 * @param openScopes how many open scopes limit it
 * @param honoured whether it followed when it was last set
 */
public record PoolState(LibraryInfo library, @Nullable Integer baseline, int openScopes, boolean honoured) {}
