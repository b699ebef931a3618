package dev.factorizer.io.files;

import java.util.Locale;

/**
 * Text from outside, such as the name of a file, made fit for a message of one line: what would move the cursor, end the
 * line or turn its direction is shown as an escape, so that a name can't forge what a program says.
 */
public final class Printable {
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
