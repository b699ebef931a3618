package dev.factorizer.io.augmentation;

/**
 * Where a sample is in its batch.
 *
 * @param index from 0
 * @param size how many samples the batch has
 */
public record BatchPlace(int index, int size) {
    /** The only sample of its batch. */
    public static final BatchPlace ALONE = new BatchPlace(0, 1);

    /** Checks the place. */
    public BatchPlace {
        if (size < 1 || index < 0 || index >= size) {
            throw new IllegalArgumentException("batch: sample " + index + " of " + size + ", expected 0 to " + (size - 1));
        }
    }
}
