package dev.factorizer.examples.wiring;

import dev.factorizer.api.settings.NearestNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a user who typed an unknown word may have meant. */
public final class Suggestion {
    private Suggestion() { }

    /**
     * The nearest of the words that exist, as the end of a sentence.
     *
     * @param typed the word that doesn't exist
     * @param words those that do
     * @return such as {@code ; did you mean --model?}, or nothing if none is near
     */
    public static String of(String typed, Collection<String> words) {
        Map<String, String> bare = new LinkedHashMap<>();
        words.forEach(word -> bare.putIfAbsent(bare(word), word));
        String found = NearestNames.of(bare(typed), bare.keySet()).stream().map(bare::get).collect(Collectors.joining(" or "));
        return found.isEmpty() ? "" : "; did you mean " + found + "?";
    }

    private static String bare(String word) {
        return word.replaceFirst("^-+", "");
    }
}
