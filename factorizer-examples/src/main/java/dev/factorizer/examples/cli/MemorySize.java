package dev.factorizer.examples.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory, as users write it: a number, and K, M, G or T for powers of 1024. */
final class MemorySize {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s?([KMGT]?)(?:I?B)?");
    private static final String UNITS = "KMGT";
    private static final int BITS = 10;

    private MemorySize() { }

    /** The bytes; empty if the text is no size, or none is left of it. */
    static Optional<Long> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int power = matcher.group(2).isEmpty() ? 0 : 1 + UNITS.indexOf(matcher.group(2));
        long bytes = (long) (Double.parseDouble(matcher.group(1)) * (1L << BITS * power));
        return bytes > 0 ? Optional.of(bytes) : Optional.empty();
    }
}
