package dev.factorizer.models.training;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that a misspelled one was meant to be: the one with the least edits (Levenshtein 1966). */
final class NearestName {
    private NearestName() { }

    /** The nearest of some names, the first of equally near ones in alphabetical order. */
    static Optional<String> of(String misspelled, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt((String name) -> edits(misspelled, name))
                .thenComparing(Comparator.naturalOrder()));
    }

    /** Letters added, left out or changed. */
    private static int edits(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
