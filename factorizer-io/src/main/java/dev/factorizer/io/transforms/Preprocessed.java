package dev.factorizer.io.transforms;

import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.List;

/** A scan on a network's grid, and the way back to the scan's own. */
public final class Preprocessed {
    /**
     * A transform that was applied.
     *
     * @param transform the transform
     * @param before the grid it was applied on
     */
    record Step(SpatialTransform transform, Grid before) { }

    private final Volume volume;
    private final Volume scan;
    private final List<Step> steps;

    Preprocessed(Volume volume, Volume scan, List<Step> steps) {
        this.volume = volume;
        this.scan = scan;
        this.steps = List.copyOf(steps);
    }

    /** {@return what the network sees: the image on its grid} */
    public Volume volume() {
        return volume;
    }

    /**
     * Carries a result back onto the scan's own grid: the inverse of each step in reverse order. Resampling is trilinear
     * where that of the image was; outside the cropped box the result is 0.
     *
     * @param result values on the grid of {@link #volume()}, any number of channels
     * @return the values on the scan's grid, with its header
     * @throws IllegalArgumentException if the result has other sizes
     */
    public Volume invert(Volume result) {
        if (!result.grid().isNear(volume.grid(), 1e-3)) {
            throw new IllegalArgumentException("preprocessing: result has " + result.grid().describeSizes() + " voxels at "
                    + result.grid().affine() + ", expected " + volume.grid().describeSizes() + " at "
                    + volume.grid().affine());
        }
        Volume image = result;
        for (Step step : steps.reversed()) {
            image = step.transform().invert(image, step.before());
        }
        return scan.withVoxels(image.channels(), image.voxels());
    }
}
