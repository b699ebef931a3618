package dev.factorizer.models.recipes;

/**
 * How cases are divided where the data set doesn't say.
 *
 * @param count how many folds, at least 2
 * @param seed of the shuffling, as scikit-learn's {@code KFold} takes it
 */
public record FoldSettings(int count, int seed) {
    /** Checks the count. */
    public FoldSettings {
        if (count < 2) {
            throw new IllegalArgumentException("folds: count is " + count + ", expected at least 2");
        }
    }
}
