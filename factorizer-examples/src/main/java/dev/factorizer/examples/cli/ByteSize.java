package dev.factorizer.examples.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as users write it: 8G, 512M, 1.5T. */
final class ByteSize implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGT])(?:I?B)?");
    private static final String UNITS = "KMGT";
    private static final int BITS = 10;

    /** Made by picocli. */
    ByteSize() { }

    @Override
    public Long convert(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        double bytes = form.matches() ? Double.parseDouble(form.group(1)) * (1L << BITS * (UNITS.indexOf(form.group(2)) + 1)) : 0;
        if (!(bytes >= 1 && bytes < Long.MAX_VALUE)) {
            throw new TypeConversionException("'" + text + "' is not a size such as 8G or 512M");
        }
        return (long) bytes;
    }
}
