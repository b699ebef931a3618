package dev.factorizer.models.metrics;

/**
 * The Hausdorff distance between surfaces in mm: how far the farthest element of one is from the other, or within which distance a
 * percentage of them lies, such as 95 %, so that a few stray voxels don't decide.
 *
 * @param percentile more than 0, at most 100, which is the distance itself
 * @param surface what a surface is
 * @param directions how the two directions become one number
 * @param emptyMasks what it is where a mask is empty
 */
public record HausdorffDistance(double percentile, Surface surface, Directions directions, EmptyMasks emptyMasks) implements Metric {
    /** Checks the percentile. */
    public HausdorffDistance {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("Hausdorff distance: percentile is " + percentile
                    + ", expected more than 0 and at most 100");
        }
    }

    /**
     * The larger of the directed percentiles between boundary voxels; for an empty mask the worst case, so that a missed structure
     * never drops out.
     *
     * @param percentile more than 0, at most 100
     */
    public HausdorffDistance(double percentile) {
        this(percentile, Surface.BOUNDARY_VOXELS, Directions.LARGER, EmptyMasks.WORST_CASE);
    }

    /** {@return the larger of the 95th percentiles over boundary voxels as MONAI has it, not a number for an empty mask} */
    public static HausdorffDistance monai95() {
        return new HausdorffDistance(95, Surface.BOUNDARY_VOXELS, Directions.LARGER, EmptyMasks.IGNORING_EMPTY_MASKS);
    }

    /** {@return the larger of the 95th percentiles over surfels as surface-distance has it, infinite for an empty mask} */
    public static HausdorffDistance surfaceDistance95() {
        return new HausdorffDistance(95, Surface.SURFELS, Directions.LARGER, EmptyMasks.INFINITE);
    }

    @Override
    public String name() {
        return "hd" + (percentile == 100 ? "" : PlainNumber.of(percentile)) + surface.suffix();
    }

    @Override
    public String unit() {
        return "mm";
    }

    @Override
    public String describe() {
        return "Hausdorff distance" + (percentile == 100 ? "" : ", percentile " + PlainNumber.of(percentile)) + ", over "
                + surface.words() + ", " + directions.words() + "; " + emptyMasks.describe("0", "the diagonal of the image");
    }

    @Override
    public double of(MaskPair pair) {
        return pair.hasEmpty() ? pair.value(emptyMasks, 0, pair.target().diagonal())
                : pair.surfaceDistances(surface).percentile(percentile, directions);
    }
}
