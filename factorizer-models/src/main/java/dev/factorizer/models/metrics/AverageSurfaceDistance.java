package dev.factorizer.models.metrics;

/**
 * The mean distance from one surface to the other in mm.
 *
 * @param surface what a surface is
 * @param directions from which surface
 * @param emptyMasks what it is where a mask is empty
 */
public record AverageSurfaceDistance(Surface surface, Directions directions, EmptyMasks emptyMasks) implements Metric {
    /** {@return the mean over the boundary voxels of both masks; for an empty mask the worst case} */
    public static AverageSurfaceDistance symmetric() {
        return new AverageSurfaceDistance(Surface.BOUNDARY_VOXELS, Directions.POOLED, EmptyMasks.WORST_CASE);
    }

    @Override
    public String name() {
        return switch (directions) {
            case POOLED -> "assd";
            case MEAN -> "masd";
            case LARGER -> "asd-larger";
            case PREDICTION_TO_TARGET -> "asd";
            case TARGET_TO_PREDICTION -> "asd-target";
        } + surface.suffix();
    }

    @Override
    public String unit() {
        return "mm";
    }

    @Override
    public String describe() {
        return "average surface distance over " + surface.words() + ", " + directions.words() + "; "
                + emptyMasks.describe("0", "the diagonal of the image");
    }

    @Override
    public double of(MaskPair pair) {
        return pair.hasEmpty() ? pair.value(emptyMasks, 0, pair.target().diagonal())
                : pair.surfaceDistances(surface).mean(directions);
    }
}
