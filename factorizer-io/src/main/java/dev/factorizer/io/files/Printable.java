package dev.factorizer.io.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text from outside, such as the name of a file, made fit for a message of one line: what would move the cursor, end the
 * line or turn its direction is shown as an escape, so that a name can't forge what a program says.
 */
public final class Printable {
    private static final String ENTRY = "\n  ";

    private Printable() { }

    /**
     * The text with its invisible characters escaped as Java writes them. Escaping twice changes nothing more.
     *
     * @param text a name, a message; {@code null} becomes the word
     * @return the text on one line
     */
    public static String of(Object text) {
        StringBuilder shown = new StringBuilder();
        String.valueOf(text).codePoints().forEach(point -> {
            if (isSeen(point)) {
                shown.appendCodePoint(point);
            } else {
                for (char unit : Character.toChars(point)) {
                    shown.append(escape(unit));
                }
            }
        });
        return shown.toString();
    }

    /**
     * A message fit to be shown: on one line, unless it ends in a list, each entry of which then has a line of its own.
     *
     * @param message a sentence; a list begins with a colon, and each entry with the end of a line and two spaces
     * @return the same with invisible characters escaped in the sentence and in each entry
     */
    public static String message(String message) {
        int list = message.indexOf(":" + ENTRY);
        return list < 0 ? of(message) : of(message.substring(0, list + 1)) + Arrays.stream(message.substring(list + 1).split(ENTRY))
                .skip(1).map(entry -> ENTRY + of(entry)).collect(Collectors.joining());
    }

    private static boolean isSeen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> false;
            default -> true;
        };
    }

    private static String escape(char unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", (int) unit);
        };
    }
}
