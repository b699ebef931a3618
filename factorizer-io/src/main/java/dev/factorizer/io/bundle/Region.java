package dev.factorizer.io.bundle;

/**
 * What one output channel of a network finds.
 *
 * @param name its name, such as {@code lesion}
 * @param value the label it has in a map, 1 to 65535; 0 for the background among classes that exclude each other
 */
public record Region(String name, int value) {
    /** Checks name and value. */
    public Region {
        if (name.isBlank()) {
            throw new IllegalArgumentException("region: name is empty, expected a word such as lesion");
        }
        if (value < 0 || value > 65535) {
            throw new IllegalArgumentException("region \"" + name + "\": value is " + value + ", expected 0 to 65535");
        }
    }
}
