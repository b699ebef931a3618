package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.util.Arrays;

/** Refuses a way back onto a grid that the result doesn't come from. */
final class SameGrid {
    private static final double HALF = 0.5;

    private SameGrid() { }

    /** Requires all voxels to lie nearest to those of the same indices; the transform is named in the message. */
    static void require(String transform, Grid found, Grid expected) {
        if (!Arrays.equals(found.sizes(), expected.sizes()) || !isNearest(found, expected)) {
            throw new IllegalArgumentException(transform + ": the result has " + found.describeSizes() + " voxels at "
                    + found.affine() + ", expected " + expected.describeSizes() + " at " + expected.affine()
                    + ": it doesn't come from the original grid");
        }
    }

    /** The corners say it for all voxels. */
    private static boolean isNearest(Grid found, Grid expected) {
        Affine way = expected.affine().inverse().multiply(found.affine());
        for (int corner = 0; corner < 8; corner++) {
            int x = (corner & 1) * (found.x() - 1);
            int y = (corner >> 1 & 1) * (found.y() - 1);
            int z = (corner >> 2) * (found.z() - 1);
            double[] at = way.apply(x, y, z);
            if (!(Math.abs(at[0] - x) < HALF && Math.abs(at[1] - y) < HALF && Math.abs(at[2] - z) < HALF)) {
                return false;
            }
        }
        return true;
    }
}
