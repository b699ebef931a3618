package dev.factorizer.io.augmentation;

import dev.factorizer.io.volume.Volume;

/**
 * What a network learns from: an image and its label map, on one grid.
 *
 * @param name of the case it is from
 * @param image any number of channels
 * @param label one channel of whole numbers, 0 the background
 */
public record Sample(String name, Volume image, Volume label) {
    /** How far apart, in mm, the corresponding entries of two affines may be that rounding made differ. */
    private static final double SAME = 1e-3;

    /** Checks that both lie on one grid. */
    public Sample {
        if (label.channels() != 1) {
            throw new IllegalArgumentException(name + ": the label map has " + label.channels()
                    + " channels, expected 1; regions that overlap are made of one map by SplitRegions");
        }
        if (!image.grid().isNear(label.grid(), SAME)) {
            throw new IllegalArgumentException(name + ": the image has " + image.grid().describeSizes() + " voxels at "
                    + image.grid().affine() + ", the label map " + label.grid().describeSizes() + " at " + label.grid().affine()
                    + ", expected one grid");
        }
    }
}
