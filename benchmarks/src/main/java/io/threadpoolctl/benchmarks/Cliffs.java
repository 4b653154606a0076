package io.threadpoolctl.benchmarks;

import io.threadpoolctl.LimitScope;
import io.threadpoolctl.Limits;
import io.threadpoolctl.Threadpools;
import io.threadpoolctl.Warning;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What must not make everything after it slower: a scope that somebody has forgotten, and many different limits. */
public final class Cliffs {

    private static final int ROUNDS = 9;
    private static final int CALLS = 200_000;

    private static int sink;
    private static Object last = "";

    private Cliffs() {}

    /** Prints rows of a table. */
    public static void main(String[] arguments) throws InterruptedException {
        System.load(Native.OPENBLAS);
        Threadpools pools = Threadpools.ofProcess();
        Limits one = Limits.blas(1);
        Holder holder = Holder.of(pools, one);

        Runnable limit = () -> {
            try (LimitScope scope = pools.limit(one)) {
                last = scope;
            }
        };
        nanos(limit); // compiled by then
        double before = nanos(limit);
        Thread forgetful = new Thread(() -> pools.limit(one));
        forgetful.start();
        forgetful.join();
        while (pools.warnings().stream().noneMatch(Cliffs::isAboutForgotten)) {
            System.gc();
            nanos(limit);
        }
        compare("limit after one that was forgotten", nanos(limit), before, 2);

        double few = cycling(pools, 100);
        for (int many : new int[] {257, 1_000}) {
            compare("call, " + many + " different limits in turn", cycling(pools, many), few, 2);
        }
        holder.end();
    }

    private static boolean isAboutForgotten(Warning warning) {
        return warning.kind() == Warning.Kind.NEVER_CLOSED;
    }

    private static double cycling(Threadpools pools, int number) {
        Limits[] limits =
                IntStream.rangeClosed(1, number).mapToObj(Limits::blas).toArray(Limits[]::new);
        int[] next = {0};
        Runnable call = () -> {
            next[0] = (next[0] + 1) % number;
            sink += pools.call(limits[next[0]], () -> 1);
        };
        nanos(call);
        return nanos(call);
    }

    private static void compare(String what, double measured, double beside, double most) {
        Row.print(
                what,
                measured,
                "ns",
                String.format("%.1f ns (ratio %.2f)", beside, measured / beside),
                most + " times",
                measured <= most * beside);
    }

    /** The median of several rounds, for each call. */
    private static double nanos(Runnable action) {
        double[] rounds = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                action.run();
            }
            rounds[round] = (System.nanoTime() - begin) / (double) CALLS;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
