package dev.factorizer.models.layers;

/** The checks that records of settings share, so that all of them speak alike. */
final class Settings {
    private Settings() { }

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
}
