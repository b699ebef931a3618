package dev.factorizer.io.files;

import com.fasterxml.jackson.core.JacksonException;
import java.util.regex.Pattern;

/** What is wrong with a JSON text, without the parser's words about itself. */
public final class JsonMistake {
    private static final Pattern PLACE = Pattern.compile("\\[Source: [^]]*line: (\\d+), column: (\\d+)]");
    private static final Pattern NO_PLACE = Pattern.compile(" ?\\(?[a-z ]*\\[Source: [^]]*]\\)?");

    /** Names of the parser's own settings, and advice to change them. */
    private static final Pattern OWN_WORDS = Pattern.compile(", from `[^`]*`|: (enable|not allowed as per) `[^`]*`( to allow)?"
            + "| \\((not recognized as one since Feature|bound as) [^)]*\\)");

    private JsonMistake() { }

    /**
     * The parser's message; a place in the text is a line and a column in it, and nothing else.
     *
     * @param mistake what the parser threw
     * @return a phrase such as {@code Unexpected end-of-input: expected close marker for Object (start marker at line 1, column 1)}
     */
    public static String of(JacksonException mistake) {
        String message = String.valueOf(mistake.getOriginalMessage());
        String place = PLACE.matcher(message).replaceAll("line $1, column $2");
        return OWN_WORDS.matcher(NO_PLACE.matcher(place).replaceAll("")).replaceAll("");
    }
}
