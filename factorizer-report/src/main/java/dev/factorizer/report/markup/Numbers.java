package dev.factorizer.report.markup;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text, the same in every language. */
public final class Numbers {
    private static final MathContext FOUR = new MathContext(4);
    private static final MathContext SIX = new MathContext(6);
    private static final long THOUSAND = 1000;

    private Numbers() { }

    /**
     * {@return a number for people, with four digits that count: {@code 0.8731}, {@code 12.5}; {@code –} for what is no number}
     *
     * @param value the number
     */
    public static String of(double value) {
        return Double.isFinite(value) ? plain(value, FOUR) : Double.isNaN(value) ? "–" : value > 0 ? "∞" : "−∞";
    }

    /**
     * {@return a finite number for programs, with six digits that count}
     *
     * @param value the number
     */
    public static String shortest(double value) {
        return plain(value, SIX);
    }

    private static String plain(double value, MathContext digits) {
        BigDecimal rounded = new BigDecimal(value).round(digits).stripTrailingZeros();
        // Digits before the point; of 0.0012 there are −2.
        int whole = rounded.precision() - rounded.scale();
        return rounded.signum() == 0 ? "0" : whole > digits.getPrecision() + 4 || whole < -4
                ? String.format(Locale.ROOT, "%." + digits.getPrecision() + "g", value) : rounded.toPlainString();
    }

    /**
     * {@return a part of a whole in percent, such as {@code 12.5 %}}
     *
     * @param part how many
     * @param whole of how many
     */
    public static String percent(long part, long whole) {
        return whole == 0 ? "–" : of(Math.round((double) part * THOUSAND / whole) / 10.0) + " %";
    }

    /**
     * {@return a time, such as {@code 2 h 05 min}}
     *
     * @param seconds how long
     */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return of(Math.round(seconds * 10) / 10.0) + " s";
        }
        return whole < 3600 ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }

    /**
     * {@return an amount of memory, such as {@code 1.25 GiB}}
     *
     * @param bytes how much
     */
    public static String bytes(double bytes) {
        return bytes >= 1L << 30 ? of(Math.round(bytes / (1L << 30) * 100) / 100.0) + " GiB" : Math.round(bytes / (1L << 20)) + " MiB";
    }
}
