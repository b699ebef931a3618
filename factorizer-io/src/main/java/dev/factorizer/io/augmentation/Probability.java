package dev.factorizer.io.augmentation;

/** Checks settings that are probabilities. */
final class Probability {
    private Probability() { }

    static void require(String name, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(name + " is " + probability + ", expected 0 to 1");
        }
    }
}
