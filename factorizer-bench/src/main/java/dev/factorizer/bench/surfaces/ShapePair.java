package dev.factorizer.bench.surfaces;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/** Objects and what a network might find of them, by rules in whole numbers that the script in Python has, too. */
enum ShapePair {
    /** One large object with a wavy surface; the prediction is off by a few voxels and has other waves. */
    ORGAN,
    /** The same, hollow. */
    SHELL,
    /** Small balls all over the image; the prediction misses a third of them. */
    SCATTERED;

    /** The spacing of all, in mm. */
    private static final Affine AFFINE = Affine.diagonal(0.75, 0.75, 1.25);

    Volume volume(int[] size, boolean prediction) {
        Grid grid = new Grid(size[0], size[1], size[2], AFFINE);
        float[] voxels = new float[grid.voxels()];
        int at = 0;
        for (int x = 0; x < size[0]; x++) {
            for (int y = 0; y < size[1]; y++) {
                for (int z = 0; z < size[2]; z++) {
                    voxels[at++] = contains(size, prediction, x, y, z) ? 1 : 0;
                }
            }
        }
        return new Volume(grid, 1, voxels);
    }

    private boolean contains(int[] size, boolean prediction, int x, int y, int z) {
        if (this == SCATTERED) {
            int a = Math.floorMod(prediction ? x + 2 : x, 64) - 32;
            int b = Math.floorMod(prediction ? y - 1 : y, 64) - 32;
            int c = z % 40 - 20;
            boolean missed = prediction && (x / 64 + y / 64 + z / 40) % 3 == 0;
            return !missed && a * a + b * b + 3 * c * c < 90 + 3 * wave(x, 5);
        }
        int a = Math.floorDiv(1000 * (2 * x - size[0] + (prediction ? 12 : 0)), size[0]);
        int b = Math.floorDiv(1000 * (2 * y - size[1] + (prediction ? -8 : 0)), size[1]);
        int c = Math.floorDiv(1000 * (2 * z - size[2]), size[2]);
        int waves = prediction ? wave(x, 13) + wave(y, 17) + wave(z, 10) : wave(x, 15) + wave(y, 11) + wave(z, 21);
        int radius = 2 * a * a + 3 * b * b + 2 * c * c - 900 * waves;
        return radius < 600_000 && (this == ORGAN || radius > 420_000);
    }

    private static int wave(int place, int period) {
        return Math.abs(place % (2 * period) - period);
    }
}
