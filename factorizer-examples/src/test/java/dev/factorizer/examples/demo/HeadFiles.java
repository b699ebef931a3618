package dev.factorizer.examples.demo;

import dev.factorizer.io.nifti.NiftiImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * How the head's files were made: means over blocks of 4×4×4 voxels of 1 mm, on a grid of 48×56×48 around the originals'
 * 181×217×181, so that the margins are empty on all sides.
 */
final class HeadFiles {
    /** Voxels along each axis. */
    static final int[] SIZES = {48, 56, 48};

    private static final int BLOCK = 4;
    private static final int[] FIRST = {-5, -3, -5};

    private HeadFiles() { }

    /**
     * The intensities.
     *
     * @param original {@code ch2.nii.gz}
     * @return row-major, z fastest
     * @throws IOException if it can't be read
     */
    static float[] levels(Path original) throws IOException {
        return means(NiftiImage.read(original), false);
    }

    /**
     * The brain.
     *
     * @param original {@code ch2bet.nii.gz}, above 0 inside the brain
     * @return row-major, z fastest
     * @throws IOException if it can't be read
     */
    static float[] brain(Path original) throws IOException {
        return means(NiftiImage.read(original), true);
    }

    /** Rounded half up. */
    private static float[] means(NiftiImage image, boolean mask) {
        int[] whole = image.header().shape().stream().mapToInt(Integer::intValue).toArray();
        float[] means = new float[SIZES[0] * SIZES[1] * SIZES[2]];
        for (int i = 0; i < means.length; i++) {
            int x = BLOCK * (i / SIZES[2] / SIZES[1]) + FIRST[0];
            int y = BLOCK * (i / SIZES[2] % SIZES[1]) + FIRST[1];
            int z = BLOCK * (i % SIZES[2]) + FIRST[2];
            double sum = 0;
            for (int k = 0; k < BLOCK * BLOCK * BLOCK; k++) {
                double value = at(image, whole, x + k % BLOCK, y + k / BLOCK % BLOCK, z + k / BLOCK / BLOCK);
                sum += mask ? Math.signum(value) : value;
            }
            means[i] = Math.round(sum / (BLOCK * BLOCK * BLOCK));
        }
        return means;
    }

    private static double at(NiftiImage image, int[] sizes, int x, int y, int z) {
        boolean outside = x < 0 || y < 0 || z < 0 || x >= sizes[0] || y >= sizes[1] || z >= sizes[2];
        return outside ? 0 : image.value(x + sizes[0] * (y + sizes[1] * z));
    }
}
