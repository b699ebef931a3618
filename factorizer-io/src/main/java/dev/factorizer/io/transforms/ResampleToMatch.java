package dev.factorizer.io.transforms;

import dev.factorizer.io.threads.Threads;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;

/**
 * Resamples an image onto the grid of another one (MONAI's {@code ResampleToMatch} with its defaults, {@code align_corners=False}):
 * each voxel gets what the image has at its place in the world, exactly where the two affines say. Where the image doesn't reach, its
 * border's value goes on, or 0 is put.
 *
 * @param interpolation how values between voxels are found: linear for images, nearest for labels
 * @param zeros whether voxels whose center lies beyond the image's outermost voxels become 0; else the border's value goes on
 */
public record ResampleToMatch(Interpolation interpolation, boolean zeros) {
    /** How far a center may lie off the grid and still belong to the outermost voxel. */
    private static final double HALF = 0.5;

    /** {@return as MONAI resamples images: linear, the border goes on} */
    public static ResampleToMatch image() {
        return new ResampleToMatch(Interpolation.BILINEAR, false);
    }

    /** {@return for labels: nearest, and nothing is found where nothing was labeled} */
    public static ResampleToMatch label() {
        return new ResampleToMatch(Interpolation.NEAREST, true);
    }

    /**
     * Resamples an image.
     *
     * @param image any number of channels
     * @param target the grid of the other one
     * @return the image on that grid, without a header; the image itself if that is its grid
     */
    public Volume apply(Volume image, Grid target) {
        if (image.grid().equals(target)) {
            return image;
        }
        Volume moved = new VolumePlanes(image).read(target, new AffineResampling(image.grid(), target, interpolation, false));
        if (zeros) {
            clearOutside(moved, image.grid());
        }
        return moved;
    }

    private static void clearOutside(Volume moved, Grid source) {
        Grid grid = moved.grid();
        Way way = new Way(source, grid);
        Threads.each(grid.x(), (long) grid.y() * grid.z(), x -> {
            for (int y = 0; y < grid.y(); y++) {
                for (int z = 0; z < grid.z(); z++) {
                    if (way.isOutside(x, y, z)) {
                        for (int channel = 0; channel < moved.channels(); channel++) {
                            moved.voxels()[((channel * grid.x() + x) * grid.y() + y) * grid.z() + z] = 0;
                        }
                    }
                }
            }
        });
    }

    /** From one grid's voxels to those of another. */
    private static final class Way {
        private final Grid source;
        private final double[] rows;

        Way(Grid source, Grid target) {
            this.source = source;
            this.rows = source.affine().inverse().multiply(target.affine()).toArray();
        }

        boolean isOutside(int x, int y, int z) {
            for (int axis = 0; axis < 3; axis++) {
                double at = rows[4 * axis] * x + rows[4 * axis + 1] * y + rows[4 * axis + 2] * z + rows[4 * axis + 3];
                if (at < -HALF || at > source.size(axis) - HALF) {
                    return true;
                }
            }
            return false;
        }
    }
}
