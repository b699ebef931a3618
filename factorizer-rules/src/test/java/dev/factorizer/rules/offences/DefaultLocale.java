package dev.factorizer.rules.offences;

import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;

/** Eight texts in the user's language; with a locale they don't count. */
public final class DefaultLocale {
    String called(PrintWriter out, List<String> names, double number) {
        out.printf("%f", number).flush();
        names.replaceAll(String::toLowerCase);
        Formatter formatter = new Formatter();
        formatter.format("%f", number).close();
        return String.format("%f", number) + "%f".formatted(number) + "a".toUpperCase() + new DecimalFormat("#").format(number)
                + Locale.getDefault();
    }

    String allowed(PrintWriter out, double number) {
        out.printf(Locale.ROOT, "%f", number).flush();
        return String.format(Locale.ROOT, "%f", number) + "a".toUpperCase(Locale.ROOT);
    }
}
