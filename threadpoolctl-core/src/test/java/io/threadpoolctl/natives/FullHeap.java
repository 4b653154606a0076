package io.threadpoolctl.natives;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does an operation where the heap is full, with a little more room each time, until all of it fits. */
final class FullHeap {

    /** So many times in a row an operation has to succeed before no more room is given: it fits from there on. */
    private static final int ENOUGH = 3;

    private static final int BLOCK = 4096;

    private final RealOperations operations;

    FullHeap(RealOperations operations) {
        this.operations = operations;
    }

    /** Looks after each try, and returns how often the heap was too full. */
    int sweep(String name, Runnable operation) throws Exception {
        int failures = 0;
        int succeeded = 0;
        for (int room = 0; succeeded < ENOUGH; room += 1 + room / 8) {
            int nodes = room;
            boolean failed = operations.byOwner(() -> failsWith(nodes, operation));
            succeeded = failed ? 0 : succeeded + 1;
            failures += failed ? 1 : 0;
            operations.look(name + " with room for " + nodes);
        }
        return failures;
    }

    private static boolean failsWith(int room, Runnable operation) {
        List<byte[]> blocks = new ArrayList<>(1 << 16);
        Node nodes = null;
        try {
            fill(blocks);
            nodes = chain();
            for (int i = 0; i < room && nodes != null; i++) {
                nodes = nodes.next;
            }
            try {
                operation.run();
                return false;
            } catch (OutOfMemoryError e) {
                return true;
            }
        } finally {
            blocks.clear();
            Reference.reachabilityFence(nodes);
        }
    }

    private static void fill(List<byte[]> blocks) {
        try {
            while (true) {
                blocks.add(new byte[BLOCK]);
            }
        } catch (OutOfMemoryError e) {
            // that was the aim
        }
    }

    /** Takes what is too small for a block. */
    private static @Nullable Node chain() {
        Node chain = null;
        try {
            while (true) {
                chain = new Node(chain);
            }
        } catch (OutOfMemoryError e) {
            return chain;
        }
    }

    /** Some of the smallest there is. */
    private static final class Node {

        private final @Nullable Node next;

        Node(@Nullable Node next) {
            this.next = next;
        }
    }
}
