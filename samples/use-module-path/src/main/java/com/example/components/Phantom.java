package com.example.components;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/** A ball of one tissue in a ball of another, seen in three contrasts. */
final class Phantom {
    private static final Grid GRID = new Grid(32, 32, 24, Affine.diagonal(2, 2, 2));
    private static final float[] OUTER = {0, 3, 2};
    private static final float[] INNER = {4, 0, 2};

    private Phantom() { }

    static Volume make() {
        float[] voxels = new float[GRID.values(3)];
        int at = 0;
        for (int channel = 0; channel < 3; channel++) {
            for (int x = 0; x < GRID.x(); x++) {
                for (int y = 0; y < GRID.y(); y++) {
                    for (int z = 0; z < GRID.z(); z++) {
                        double radius = Math.hypot(Math.hypot(x - 16, y - 16), z - 12);
                        voxels[at++] = radius < 5 ? INNER[channel] : radius < 11 ? OUTER[channel] : 0;
                    }
                }
            }
        }
        return new Volume(GRID, 3, voxels);
    }
}
