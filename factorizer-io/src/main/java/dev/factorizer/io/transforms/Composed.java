package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import dev.factorizer.io.volume.VolumeFrame;
import java.util.List;

/** An image that was transformed, and what its grids say about the way there and back. */
public final class Composed {
    private static final double NEAR = 1e-3;

    /**
     * A transform that was applied.
     *
     * @param transform the transform
     * @param before the grid it was applied on
     * @param after the grid it led to
     */
    record Step(SpatialTransform transform, Grid before, Grid after) { }

    private final Volume volume;
    private final VolumeFrame image;
    private final List<Step> steps;

    Composed(Volume volume, VolumeFrame image, List<Step> steps) {
        this.volume = volume;
        this.image = image;
        this.steps = List.copyOf(steps);
    }

    /** {@return the result} */
    public Volume volume() {
        return volume;
    }

    /**
     * Carries something back onto the image's own grid: the inverse of each spatial transform in reverse order.
     *
     * @param result values on the grid of {@link #volume()}, any number of channels
     * @return the values on the image's grid, with its header
     * @throws IllegalArgumentException if the result lies on another grid
     */
    public Volume invert(Volume result) {
        requireGrid("result", result.grid(), volume.grid());
        Volume back = result;
        for (Step step : steps.reversed()) {
            back = step.transform().invert(back, step.before());
        }
        return image.volume(back.channels(), back.voxels());
    }

    /**
     * Carries labels along the image's way: through the same boxes, turned and resampled as labels are.
     *
     * @param labels whole numbers on the image's grid
     * @return the labels on the grid of {@link #volume()}
     * @throws IllegalArgumentException if the labels lie on another grid
     */
    public Volume labels(Volume labels) {
        requireGrid("label", labels.grid(), image.grid());
        Volume moved = labels;
        for (Step step : steps) {
            if (!step.before().equals(step.after())) {
                moved = move(moved, step);
            }
        }
        return moved;
    }

    private static Volume move(Volume labels, Step step) {
        return switch (step.transform()) {
            case CropForeground _, CropToNonzero _, SpatialCrop _, SpatialPad _ ->
                Box.between(step.before(), step.after()).cut(labels, step.after());
            case Orientation orientation -> orientation.apply(labels);
            case Flip flip -> flip.apply(labels);
            case Transpose transpose -> transpose.apply(labels);
            case Spacing spacing -> new Spacing(spacing.spacing(), Interpolation.NEAREST, spacing.alignCorners()).apply(labels);
            case AffineTransform affine -> new AffineTransform(affine.matrix(), affine.size(), Interpolation.NEAREST).apply(labels);
            case ResampleToSpacing resample -> new ResampleToSpacing(resample.spacing(), ResampleToSpacing.Content.LABELS)
                    .apply(labels);
        };
    }

    private static void requireGrid(String what, Grid found, Grid expected) {
        if (!found.isNear(expected, NEAR)) {
            throw new IllegalArgumentException("compose: the " + what + " has " + found.describeSizes() + " voxels at " + found.affine()
                    + ", expected " + expected.describeSizes() + " at " + expected.affine());
        }
    }
}
