package dev.factorizer.examples.wiring;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a user who typed an unknown word may have meant. */
public final class Suggestion {
    private static final int LETTERS_A_MISTAKE = 3;

    private Suggestion() { }

    /**
     * The nearest of the words that exist, as the end of a sentence.
     *
     * @param typed the word that doesn't exist
     * @param words those that do
     * @return such as {@code ; did you mean --model?}, or nothing if none is near
     */
    public static String of(String typed, Collection<String> words) {
        String bare = bare(typed);
        int most = Math.min(bare.length() - 1, Math.max(1, (bare.length() + 1) / LETTERS_A_MISTAKE));
        int nearest = words.stream().mapToInt(word -> distance(bare, bare(word))).min().orElse(Integer.MAX_VALUE);
        String found = nearest <= most
                ? words.stream().filter(word -> distance(bare, bare(word)) == nearest).distinct().collect(Collectors.joining(" or "))
                : words.stream().filter(word -> bare.length() > 1 && bare(word).startsWith(bare)).distinct()
                        .collect(Collectors.joining(" or "));
        return found.isEmpty() ? "" : "; did you mean " + found + "?";
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "").toLowerCase(Locale.ROOT);
    }

    /** How many letters were left out, added, replaced or exchanged with their neighbor. */
    private static int distance(String a, String b) {
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
