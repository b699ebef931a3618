package dev.factorizer.api.settings;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Which of the names that exist someone may have meant who wrote another. */
public final class NearestNames {
    private static final int LETTERS_A_MISTAKE = 3;
    /** Longer ones are no misspellings; a file can have any. */
    private static final int LONGEST = 100;

    private NearestNames() { }

    /**
     * The names that are nearest to a word: those with the fewest letters left out, added, replaced or exchanged with their neighbor, at
     * most about one in three; if there are none, those that begin with it. Capital letters don't matter.
     *
     * @param word what doesn't exist
     * @param names what does
     * @return the nearest, each once; none if none is near
     */
    public static List<String> of(String word, Collection<String> names) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (lower.length() > LONGEST) {
            return List.of();
        }
        int most = Math.min(lower.length() - 1, Math.max(1, (lower.length() + 1) / LETTERS_A_MISTAKE));
        int nearest = names.stream().mapToInt(name -> distance(lower, name)).min().orElse(Integer.MAX_VALUE);
        return names.stream().distinct().filter(nearest <= most ? name -> distance(lower, name) == nearest
                : name -> lower.length() > 1 && name.toLowerCase(Locale.ROOT).startsWith(lower)).toList();
    }

    /** How many letters were left out, added, replaced or exchanged with their neighbor. */
    private static int distance(String a, String name) {
        String b = name.toLowerCase(Locale.ROOT);
        if (b.length() > 2 * LONGEST) {
            return Integer.MAX_VALUE;
        }
        int[][] to = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    to[i][j] = i + j;
                    continue;
                }
                int replaced = to[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                to[i][j] = Math.min(replaced, Math.min(to[i - 1][j], to[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    to[i][j] = Math.min(to[i][j], to[i - 2][j - 2] + 1);
                }
            }
        }
        return to[a.length()][b.length()];
    }
}
