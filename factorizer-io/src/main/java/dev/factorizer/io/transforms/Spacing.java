package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resamples an image to another distance between voxels along its own axes (MONAI's {@code Spacing}).
 *
 * @param spacing the distance along each axis, in mm
 * @param interpolation how values between voxels are found
 * @param alignCorners MONAI's sampling rule: true, as in all published recipes, does not sample exactly where the affine
 *     says; false does
 */
public record Spacing(List<Double> spacing, Interpolation interpolation, boolean alignCorners)
        implements VoxelSpacing {
    /** How near sizes and affine must be for an image to stay as it is. */
    private static final double UNCHANGED = 1e-3;
    /** A kilometer; with far larger ones the grid would have no numbers any more. */
    private static final double LARGEST = 1e6;
    private static final double SMALLEST_CORNER = 1e-8;

    /** Checks the distances. */
    public Spacing {
        spacing = List.copyOf(spacing);
        if (spacing.size() != 3 || spacing.stream().anyMatch(step -> !(step > 0) || step > LARGEST)) {
            throw new IllegalArgumentException("spacing: found " + spacing + ", expected three distances above 0 mm"
                    + (spacing.stream().anyMatch(step -> step > LARGEST) ? " and of at most " + LARGEST + " mm" : ""));
        }
    }

    /**
     * The same distance along all axes, as the published recipes resample images.
     *
     * @param millimeters the distance
     */
    public Spacing(double millimeters) {
        this(List.of(millimeters, millimeters, millimeters), Interpolation.BILINEAR, true);
    }

    /**
     * The grid that an image will have: its axes without shear, the new distances, as many voxels as reach from corner to
     * corner, from the corner that is lowest along all axes.
     */
    private Grid target(Grid grid) {
        Affine turned = turned(grid.affine());
        double[][] corners = corners(grid, turned);
        int[] size = new int[3];
        for (int axis = 0; axis < 3; axis++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (double[] corner : corners) {
                least = Math.min(least, corner[axis]);
                most = Math.max(most, corner[axis]);
            }
            double count = Math.rint(most - least + 1);
            if (count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("spacing: " + spacing + " mm makes " + count
                        + " voxels along an axis, expected less than 2³¹; take a coarser spacing");
            }
            size[axis] = (int) count;
        }
        return new Grid(size[0], size[1], size[2], turned.at(origin(grid, turned, corners, size)));
    }

    /** The axes made right-angled one after the other (the rotation of a QR decomposition), times the new distances. */
    private Affine turned(Affine affine) {
        double[][] axes = new double[3][];
        for (int j = 0; j < 3; j++) {
            axes[j] = new double[] {affine.get(0, j), affine.get(1, j), affine.get(2, j)};
            for (int k = 0; k < j; k++) {
                double along = dot(axes[k], axes[j]);
                for (int i = 0; i < 3; i++) {
                    axes[j][i] -= along * axes[k][i];
                }
            }
            double length = Math.sqrt(dot(axes[j], axes[j]));
            for (int i = 0; i < 3; i++) {
                axes[j][i] /= length;
            }
        }
        double[] rows = new double[16];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                rows[4 * i + j] = axes[j][i] * spacing.get(j);
            }
        }
        rows[15] = 1;
        return Affine.of(rows);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** The centers of the corner voxels in the new axes' steps; the last axis fastest. */
    private static double[][] corners(Grid grid, Affine turned) {
        Affine inverse = turned.inverse();
        double[][] corners = new double[8][];
        for (int i = 0; i < 8; i++) {
            double[] world = grid.affine().apply((i & 4) == 0 ? 0 : grid.x() - 1, (i & 2) == 0 ? 0 : grid.y() - 1,
                    (i & 1) == 0 ? 0 : grid.z() - 1);
            corners[i] = inverse.apply(world[0], world[1], world[2]);
        }
        return corners;
    }

    private static double[] origin(Grid grid, Affine turned, double[][] corners, int[] size) {
        for (double[] candidate : corners) {
            if (Arrays.stream(corners).allMatch(corner -> corner[0] >= candidate[0] - SMALLEST_CORNER
                    && corner[1] >= candidate[1] - SMALLEST_CORNER && corner[2] >= candidate[2] - SMALLEST_CORNER)) {
                return turned.apply(candidate[0], candidate[1], candidate[2]);
            }
        }
        // With shear there may be none: MONAI then brings half the size onto half the size.
        double[] center = grid.affine().apply(grid.x() / 2.0, grid.y() / 2.0, grid.z() / 2.0);
        double[] reach = turned.apply(size[0] / 2.0, size[1] / 2.0, size[2] / 2.0);
        return new double[] {center[0] - reach[0], center[1] - reach[1], center[2] - reach[2]};
    }

    @Override
    public Volume apply(Volume image) {
        Grid target = target(image.grid());
        return isUnchanged(image.grid(), target) ? image : resample(image, target);
    }

    @Override
    public Volume invert(Volume result, Grid original) {
        return isUnchanged(result.grid(), original) ? result : resample(result, original);
    }

    private Volume resample(Volume image, Grid target) {
        return new VolumePlanes(image).read(target, new AffineResampling(image.grid(), target, interpolation, alignCorners));
    }

    /** How results come back, from one grid to another; null if each voxel stays one. */
    @Nullable Resampling back(Grid result, Grid original) {
        return isUnchanged(result, original) ? null : new AffineResampling(result, original, interpolation, alignCorners);
    }

    private static boolean isUnchanged(Grid from, Grid to) {
        return Arrays.equals(from.sizes(), to.sizes())
                && from.affine().inverse().multiply(to.affine()).isNear(Affine.diagonal(1, 1, 1), UNCHANGED);
    }
}
