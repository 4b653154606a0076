package io.threadpoolctl;

import java.util.List;

/**
 * What holds at one moment.
 *
 * @param availableProcessors what the JVM may use: the container's quota
 * @param onlineProcessors what the machine has
 * @param pools the libraries, in the order in which they were found
 * @param openScopes how many scopes are open
 * @param openedScopes how many scopes have been opened since the start
 * @param warnings what a person should know, the oldest first
 */
public record ThreadpoolsSnapshot(
        int availableProcessors,
        int onlineProcessors,
        List<PoolState> pools,
        int openScopes,
        long openedScopes,
        List<Warning> warnings) {

    /** Copies the lists. */
    public ThreadpoolsSnapshot {
        pools = List.copyOf(pools);
        warnings = List.copyOf(warnings);
    }
}
