package dev.factorizer.io.augmentation;

import java.util.List;

/**
 * Samples for one step of a training.
 *
 * @param number which, from 0
 * @param keys what each sample was drawn by
 * @param images (B, C, X, Y, Z), the last index fastest
 * @param imageShape B, C, X, Y, Z
 * @param targets (B, regions, X, Y, Z): 1 inside of each region, or, without regions, (B, 1, X, Y, Z): the label map;
 *     {@link UnknownLabels#UNKNOWN} where it is not known
 * @param targetShape the five sizes of the targets
 */
public record SampleBatch(long number, List<SampleKey> keys, float[] images, List<Integer> imageShape, float[] targets,
        List<Integer> targetShape) {
    private static final int BYTES = 4;

    /** Copies the lists; the arrays are not copied. */
    public SampleBatch {
        keys = List.copyOf(keys);
        imageShape = List.copyOf(imageShape);
        targetShape = List.copyOf(targetShape);
    }

    /** {@return the memory that images and targets take} */
    public long bytes() {
        return BYTES * ((long) images.length + targets.length);
    }
}
