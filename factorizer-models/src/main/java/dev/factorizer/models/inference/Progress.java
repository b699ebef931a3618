package dev.factorizer.models.inference;

/**
 * How far a long computation is.
 *
 * @param done parts finished
 * @param total all parts
 */
public record Progress(int done, int total) {
    /** {@return whole percent, rounded down} */
    public int percent() {
        return total == 0 ? 100 : (int) (100L * done / total);
    }
}
