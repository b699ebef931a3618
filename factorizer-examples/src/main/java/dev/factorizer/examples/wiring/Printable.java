package dev.factorizer.examples.wiring;

import java.util.Locale;

/**
 * Names as they can be shown. A file, a region of a model or a tensor may have any name: one with a line break would forge a
 * line of the output, and one with an escape code would command the terminal.
 */
public final class Printable {
    private Printable() { }

    /**
     * A text in which nothing is left but what is seen.
     *
     * @param text a name, or a text with names in it
     * @return the same with control and format characters as Java's source writes them: {@code \n}, or the number in
     *     hexadecimal after a backslash and a u
     */
    public static String of(Object text) {
        String all = String.valueOf(text);
        StringBuilder shown = new StringBuilder(all.length());
        all.codePoints().forEach(point -> {
            switch (point) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> {
                    if (isSeen(point)) {
                        shown.appendCodePoint(point);
                    } else {
                        for (char unit : Character.toChars(point)) {
                            shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                        }
                    }
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
}
