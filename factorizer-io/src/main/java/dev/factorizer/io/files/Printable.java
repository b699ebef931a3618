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
        String all = String.valueOf(text);
        if (all.chars().allMatch(Printable::isShown)) {
            return all;
        }
        StringBuilder shown = new StringBuilder();
        all.chars().forEach(unit -> {
            if (isShown(unit)) {
                shown.append((char) unit);
            } else {
                shown.append(escape(unit));
            }
        });
        return shown.toString();
    }

    private static boolean isShown(int unit) {
        return switch (Character.getType(unit)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String escape(int unit) {
        return switch (unit) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, "\\u%04x", unit);
        };
    }
}
