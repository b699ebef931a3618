package dev.factorizer.io.weights;

import java.util.Locale;

/** Text from a file in a message: one line, short, and nothing that a terminal would obey. */
final class Brief {
    private static final int LONGEST = 100;

    private Brief() { }

    static String of(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
            char c = text.charAt(i);
            boolean plain = !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT;
            shown.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return text.length() > LONGEST ? shown + "…" : shown.toString();
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
