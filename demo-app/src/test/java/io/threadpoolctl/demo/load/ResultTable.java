package io.threadpoolctl.demo.load;

import java.util.List;
import java.util.Locale;

/** The ways of limiting side by side, in Markdown. */
record ResultTable(List<Way> ways) {

    String header() {
        StringBuilder header = new StringBuilder("| clients |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Way way : ways) {
            header.append(' ').append(way).append(" |");
            rule.append("---|");
        }
        header.append(" limited / unlimited |");
        rule.append("---|");
        if (hasAll()) {
            header.append(" share / better of the two |");
            rule.append("---|");
        }
        return "Requests a second (median latency)" + System.lineSeparator() + System.lineSeparator() + header
                + System.lineSeparator() + rule;
    }

    String row(int clients, List<Round> rounds) {
        StringBuilder row = new StringBuilder("| " + clients + " |");
        rounds.forEach(round -> row.append(' ').append(round.cell()).append(" |"));
        double unlimited = rounds.get(0).rate();
        double limited = rounds.get(1).rate();
        row.append(ratio(limited, unlimited));
        if (hasAll()) {
            row.append(ratio(rounds.get(2).rate(), Math.max(unlimited, limited)));
        }
        return row.toString();
    }

    private boolean hasAll() {
        return ways.size() == Way.values().length;
    }

    private static String ratio(double rate, double other) {
        return other == 0 ? " none answered |" : String.format(Locale.ROOT, " %.2f |", rate / other);
    }
}
