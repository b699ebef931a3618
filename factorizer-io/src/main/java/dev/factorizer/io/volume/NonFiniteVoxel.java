package dev.factorizer.io.volume;

import dev.factorizer.io.files.Printable;

/**
 * A value that is not a number or infinite.
 *
 * @param name the file it came from, or the channel
 * @param channel the channel
 * @param x index along the first axis
 * @param y index along the second axis
 * @param z index along the third axis
 * @param value NaN or an infinity
 */
public record NonFiniteVoxel(String name, int channel, int x, int y, int z, float value) {
    /**
     * {@return one sentence for an error, such as {@code dwi.nii.gz: voxel (3, 4, 5) is NaN, expected finite numbers;
     * …}}
     */
    public String describe() {
        return Printable.of(name) + ": voxel (" + x + ", " + y + ", " + z + ") is " + value
                + ", expected finite numbers; replace it, for example by 0, and run again";
    }
}
