package dev.factorizer.io.augmentation;

import dev.factorizer.io.transforms.AffineTransform;
import dev.factorizer.io.transforms.Flip;
import dev.factorizer.io.transforms.SpatialTransform;
import dev.factorizer.io.transforms.VoxelBox;
import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import java.util.List;

/**
 * Where the voxels of a patch lie in its case: voxel i at start + matrix·(i − (d − 1)/2) + (d − 1)/2, d the patch's size.
 *
 * @param way from indices of the patch to those of the case
 * @param flipped which axes run backwards, if nothing else is done
 * @param isWhole whether voxels lie on voxels
 */
record PatchPosition(Affine way, boolean[] flipped, boolean isWhole) {
    static PatchPosition of(List<Integer> start, List<Integer> size, List<SpatialTransform> transforms) {
        boolean[] flipped = new boolean[3];
        boolean isWhole = true;
        Affine matrix = Affine.diagonal(1, 1, 1);
        for (SpatialTransform transform : transforms) {
            switch (transform) {
                case Flip flip -> {
                    flip.axes().forEach(axis -> flipped[axis] = !flipped[axis]);
                    matrix = matrix.multiply(Affine.diagonal(flip.axes().contains(0) ? -1 : 1, flip.axes().contains(1) ? -1 : 1,
                            flip.axes().contains(2) ? -1 : 1));
                }
                case AffineTransform affine -> {
                    isWhole = false;
                    matrix = matrix.multiply(affine.matrix());
                }
                default -> throw new IllegalArgumentException("patch: found " + transform
                        + ", expected a Flip or an AffineTransform");
            }
        }
        double[] center = matrix.apply((size.get(0) - 1) / 2.0, (size.get(1) - 1) / 2.0, (size.get(2) - 1) / 2.0);
        double[] origin = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            origin[axis] = start.get(axis) + (size.get(axis) - 1) / 2.0 - (center[axis] - 2 * matrix.get(axis, 3));
        }
        return new PatchPosition(matrix.at(origin), flipped, isWhole);
    }

    /** The patch in the world. */
    Grid grid(Grid source, List<Integer> size) {
        return new Grid(size.get(0), size.get(1), size.get(2), source.affine().multiply(way));
    }

    /**
     * The voxels that are read.
     *
     * @param size the patch's
     * @param least no coordinate is smaller along each axis
     * @param most none is greater
     */
    VoxelBox needed(List<Integer> size, int[] least, int[] most) {
        double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int corner = 0; corner < 8; corner++) {
            double[] at = way.apply((corner & 4) == 0 ? 0 : size.get(0) - 1, (corner & 2) == 0 ? 0 : size.get(1) - 1,
                    (corner & 1) == 0 ? 0 : size.get(2) - 1);
            for (int axis = 0; axis < 3; axis++) {
                low[axis] = Math.min(low[axis], at[axis]);
                high[axis] = Math.max(high[axis], at[axis]);
            }
        }
        int[] from = new int[3];
        int[] to = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            // One more on each side: the corners are computed in another order than the voxels between them.
            from[axis] = (int) Math.clamp(Math.floor(low[axis]) - 1, least[axis], most[axis]);
            to[axis] = (int) Math.clamp(Math.floor(high[axis]) + 2, from[axis], most[axis]) + 1;
        }
        return new VoxelBox(from[0], to[0], from[1], to[1], from[2], to[2]);
    }
}
