package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Affine;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Resamples an image to another distance between voxels along its own axes, as nnU-Net does: rint(spacing · size / new spacing)
 * voxels that cover the same space as the image's. Where the greatest distance of the image, or else the greatest new one, is
 * more than three times the least, and is that of one axis only, slices across this axis are resampled on their own, and along it
 * the nearest one is taken.
 *
 * @param spacing the distance along each axis, in mm
 * @param content what the values mean
 */
public record ResampleToSpacing(List<Double> spacing, Content content) implements VoxelSpacing {
    /** What values mean decides how those between voxels are found. */
    public enum Content {
        /** Intensities: by cubic splines, clipped to the range they are made of. */
        IMAGE,
        /** Shares: linear. */
        PROBABILITIES,
        /** Whole numbers: the share of each label linear, and the label whose share reaches one half. */
        LABELS
    }

    private static final double ANISOTROPIC = 3;
    private static final double LARGEST = 1e6;

    /** Checks the distances. */
    public ResampleToSpacing {
        spacing = List.copyOf(spacing);
        if (spacing.size() != 3 || spacing.stream().anyMatch(step -> !(step > 0 && step <= LARGEST))) {
            throw new IllegalArgumentException("resampleToSpacing: spacing is " + spacing
                    + ", expected three distances above 0 mm and of at most " + LARGEST + " mm");
        }
    }

    /**
     * Resamples an image.
     *
     * @param image the image
     * @return the image on its new grid
     * @throws IllegalArgumentException if it would have no voxel along an axis or too many, or if a label is no whole number
     */
    @Override
    public Volume apply(Volume image) {
        Grid target = target(image.grid());
        if (target.equals(image.grid())) {
            return image;
        }
        target.values(image.channels());
        return resize(image, target, image.grid().spacing(), spacing(), content);
    }

    /** The grid that an image will have; its own if no size would change. */
    private Grid target(Grid grid) {
        double[] steps = grid.spacing();
        int[] size = new int[3];
        double[] ratio = new double[3];
        for (int axis = 0; axis < 3; axis++) {
            double count = Math.rint(steps[axis] / spacing.get(axis) * grid.size(axis));
            if (count < 1 || count > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(String.format(Locale.ROOT, "resampleToSpacing: %s mm makes %.0f voxels of %d with"
                        + " %s mm, expected at least 1 and less than 2³¹; take another spacing", spacing.get(axis), count,
                        grid.size(axis), steps[axis]));
            }
            size[axis] = (int) count;
            ratio[axis] = (double) grid.size(axis) / size[axis];
        }
        if (Arrays.equals(size, grid.sizes())) {
            return grid;
        }
        // Both grids begin with the border of their first voxel.
        Affine way = Affine.diagonal(ratio[0], ratio[1], ratio[2]).at((ratio[0] - 1) / 2, (ratio[1] - 1) / 2, (ratio[2] - 1) / 2);
        return new Grid(size[0], size[1], size[2], grid.affine().multiply(way));
    }

    /**
     * Brings what lies on the new grid back: labels as labels, anything else linear, as nnU-Net does with a network's results.
     *
     * @param result values on the new grid, any number of channels
     * @param original the grid of the image before
     * @return the values on that grid
     */
    @Override
    public Volume invert(Volume result, Grid original) {
        SameGrid.require("resampleToSpacing", result.grid(), target(original));
        if (Arrays.equals(result.grid().sizes(), original.sizes())) {
            return new Volume(original, result.channels(), result.voxels());
        }
        double[] steps = spacing.stream().mapToDouble(Double::doubleValue).toArray();
        List<Double> back = Arrays.stream(original.spacing()).boxed().toList();
        return resize(result, original, steps, back, content == Content.IMAGE ? Content.PROBABILITIES : content);
    }

    /** How results come back, from one grid to another; null if each voxel stays one. */
    @Nullable Resampling back(Grid result, Grid original) {
        double[] steps = spacing.stream().mapToDouble(Double::doubleValue).toArray();
        return Arrays.equals(result.sizes(), original.sizes()) ? null
                : new BorderResampling(result, original, separate(steps, Arrays.stream(original.spacing()).boxed().toList()));
    }

    private static Volume resize(Volume image, Grid target, double[] steps, List<Double> spacing, Content content) {
        Resize resize = new Resize(content == Content.IMAGE ? 3 : 1, separate(steps, spacing));
        return content == Content.LABELS ? resize.labels(image, target) : resize.apply(image, target);
    }

    private static int separate(double[] steps, List<Double> spacing) {
        double[] found = spacing.stream().mapToDouble(Double::doubleValue).toArray();
        return isAnisotropic(steps) ? coarsest(steps) : isAnisotropic(found) ? coarsest(found) : -1;
    }

    private static boolean isAnisotropic(double[] steps) {
        return Arrays.stream(steps).max().orElseThrow() / Arrays.stream(steps).min().orElseThrow() > ANISOTROPIC;
    }

    /** The axis with the greatest distance; −1 if there are two. */
    private static int coarsest(double[] steps) {
        double most = Arrays.stream(steps).max().orElseThrow();
        int found = -1;
        for (int axis = 0; axis < 3; axis++) {
            if (most / steps[axis] == 1) {
                if (found >= 0) {
                    return -1;
                }
                found = axis;
            }
        }
        return found;
    }
}
