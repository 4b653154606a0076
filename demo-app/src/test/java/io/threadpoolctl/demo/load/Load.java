package io.threadpoolctl.demo.load;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures the ways of limiting side by side. Their rounds are interleaved and the median round counts, so that a machine
 * that gets busy meanwhile is unfair to none.
 */
final class Load {

    private final RunningDemo demo;
    private final RoundRunner runner;
    private final int rounds;
    private final PrintStream progress;

    Load(RunningDemo demo, RoundRunner runner, int rounds, PrintStream progress) {
        this.demo = demo;
        this.runner = runner;
        this.rounds = rounds;
        this.progress = progress;
    }

    void run(List<Integer> clients, PrintStream out) throws InterruptedException {
        ResultTable table =
                new ResultTable(Stream.of(Way.values()).filter(demo::offers).toList());
        progress.println("warming up");
        runner.run(Way.LIMITED, 2);
        demo.describePool().ifPresent(pool -> out.println(pool + System.lineSeparator()));
        out.println(table.header());
        for (int count : clients) {
            out.println(table.row(count, measure(table.ways(), count)));
        }
    }

    private List<Round> measure(List<Way> ways, int clients) throws InterruptedException {
        List<List<Round>> measured =
                ways.stream().map(way -> (List<Round>) new ArrayList<Round>()).toList();
        for (int i = 0; i < rounds * ways.size(); i++) {
            int turn = (i + i / ways.size()) % ways.size(); // each round another one is the first
            Round round = runner.run(ways.get(turn), clients);
            measured.get(turn).add(round);
            progress.println(clients + " clients, " + ways.get(turn) + ": " + round.cell());
        }
        return measured.stream().map(Round::median).toList();
    }
}
