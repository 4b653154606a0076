package io.threadpoolctl.internal.ledger;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
final class Nearest {

    private static final int MOST_EDITS = 3;

    private Nearest() {}

    static Optional<String> to(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> edits(given, name) <= Math.min(MOST_EDITS, name.length() / 2))
                .min(Comparator.comparingInt(name -> edits(given, name)));
    }

    /** How many letters to insert, delete or replace: Levenshtein's distance. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int above = row[j];
                int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replace, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[to.length()];
    }
}
