package dev.factorizer.examples.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> WORDS = List.of("--model", "--input", "--output", "--probabilities", "-h", "--help", "layers",
            "layout");

    /** Each way to mistype a letter of a word leads back to it. */
    @Test
    void oneMistakeAnywhereIsFound() {
        for (String word : List.of("--model", "--output", "--probabilities", "layers")) {
            int first = word.startsWith("--") ? 2 : 0;
            for (int i = first; i < word.length(); i++) {
                expect(word, word.substring(0, i) + word.substring(i + 1));
                expect(word, word.substring(0, i) + 'x' + word.substring(i));
                expect(word, word.substring(0, i) + 'x' + word.substring(i + 1));
                if (i + 1 < word.length()) {
                    expect(word, word.substring(0, i) + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
                }
            }
        }
    }

    private static void expect(String word, String typed) {
        assertEquals("; did you mean " + word + "?", Suggestion.of(typed, WORDS), typed);
    }

    @Test
    void dashesAndCapitalsDontMatter() {
        expect("--model", "-model");
        expect("--model", "model");
        expect("--output", "--OUTPUT");
    }

    @Test
    void aBeginningIsEnough() {
        expect("--probabilities", "--prob");
        assertEquals("; did you mean layers or layout?", Suggestion.of("lay", WORDS));
    }

    @Test
    void whatIsFarIsNotSuggested() {
        assertEquals("", Suggestion.of("--quantize", WORDS));
        assertEquals("", Suggestion.of("z", List.of("--model")));
        assertEquals("", Suggestion.of("", List.of("--model")));
        assertEquals("", Suggestion.of("--model", List.of()));
    }
}
