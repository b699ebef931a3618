package dev.factorizer.models.metrics;

/** Numbers of settings in the names of metrics. */
final class PlainNumber {
    private static final double EXACT = 1e15;

    private PlainNumber() { }

    /** Without a trailing .0. */
    static String of(double number) {
        return number == Math.rint(number) && Math.abs(number) < EXACT ? Long.toString((long) number) : Double.toString(number);
    }
}
