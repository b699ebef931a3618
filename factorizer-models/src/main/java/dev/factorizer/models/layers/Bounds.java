package dev.factorizer.models.layers;

/** What numbers in settings may be; all records of layers say it in the same words. */
final class Bounds {
    private Bounds() { }

    static void atLeast(String layer, String setting, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(layer + ": " + setting + " is " + value + ", expected at least " + least);
        }
    }

    static void share(String layer, String setting, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(layer + ": " + setting + " is " + value
                    + ", expected at least 0 and below 1");
        }
    }

    static void epsilon(String layer, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(layer + ": epsilon is " + value + ", expected at least 0");
        }
    }
}
