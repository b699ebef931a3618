package dev.factorizer.io.weights;

import dev.factorizer.io.files.Printable;

/** Text from a file in a message: one line, short, and nothing that a terminal would obey. */
final class Brief {
    private static final int LONGEST = 100;

    private Brief() { }

    static String of(String text) {
        return text.length() > LONGEST ? Printable.of(text.substring(0, LONGEST)) + "…" : Printable.of(text);
    }

    /** The first few of many names. */
    static String list(Iterable<?> names) {
        StringBuilder shown = new StringBuilder();
        int count = 0;
        for (Object name : names) {
            count++;
            if (count <= 8) {
                shown.append(count > 1 ? ", " : "").append('"').append(of(PickledValue.text(name))).append('"');
            }
        }
        return count > 8 ? shown + " and " + (count - 8) + " more" : count == 0 ? "nothing" : shown.toString();
    }
}
