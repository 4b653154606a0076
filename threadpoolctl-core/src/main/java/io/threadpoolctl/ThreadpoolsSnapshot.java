package io.threadpoolctl;

import java.util.List;

/**
 * What holds at one moment.
 *
 * @param availableProcessors what {@code auto} and {@code share} divide: what the JVM may use, a container's quota
 *     included, unless somebody says otherwise
 * @param onlineProcessors what the machine has
 * @param pools the libraries, in the order in which they were found
 * @param openScopes how many scopes are open
 * @param openedScopes how many scopes have been opened since the start
 * @param caps the caps that hold, the oldest first
 * @param pins virtual threads that are held on their carriers
 * @param warnings what a person should know, the oldest first
 */
public record ThreadpoolsSnapshot(
        int availableProcessors,
        int onlineProcessors,
        List<PoolState> pools,
        int openScopes,
        long openedScopes,
        List<CapInfo> caps,
        PinInfo pins,
        List<Warning> warnings) {

    /** Copies the lists. */
    public ThreadpoolsSnapshot {
        pools = List.copyOf(pools);
        caps = List.copyOf(caps);
        warnings = List.copyOf(warnings);
    }
}
