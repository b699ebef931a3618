package dev.factorizer.models.metrics;

/**
 * How far the surfaces of two masks are from each other: from each element of one the distance to the nearest element of the other,
 * in mm. All numbers about surfaces come from these distances; they are computed once for a pair of masks.
 *
 * <p>Where one mask is empty, the distances of the other are infinite and there are none of its own; what a metric gives then is
 * a matter of {@link EmptyMasks}. Here it is what surface-distance gives: an infinite distance for an empty mask, and no agreement
 * with it.
 */
public final class SurfaceDistances {
    private final Surface surface;
    private final Distances prediction;
    private final Distances target;

    private SurfaceDistances(Surface surface, Distances prediction, Distances target) {
        this.surface = surface;
        this.prediction = prediction;
        this.target = target;
    }

    /**
     * Measures two masks.
     *
     * @param prediction what was found
     * @param target what is there, on the same grid
     * @param surface what their surfaces are
     * @return the distances in both directions
     * @throws IllegalArgumentException if they are not on the same grid, or its axes are not at right angles
     */
    public static SurfaceDistances of(Mask prediction, Mask target, Surface surface) {
        return new MaskPair(prediction, target).surfaceDistances(surface);
    }

    static SurfaceDistances measure(Mask prediction, Mask target, Surface surface) {
        prediction.requireRightAngles();
        target.requireRightAngles();
        SurfaceElements found = surface.of(prediction);
        SurfaceElements wanted = surface.of(target);
        double[] steps = target.steps();
        return new SurfaceDistances(surface,
                Distances.of(DistanceTransform.of(wanted.points(), found.points(), steps), found.weights()),
                Distances.of(DistanceTransform.of(found.points(), wanted.points(), steps), wanted.weights()));
    }

    /** {@return what the surfaces are} */
    public Surface surface() {
        return surface;
    }

    /**
     * The distance within which a part of a surface lies from the other one: the Hausdorff distance for 100 %, the robust one for
     * 95 %. Boundary voxels are counted and interpolated between as MONAI and NumPy do; of surfels it is the first distance within
     * which that part of the area lies.
     *
     * @param percent more than 0, at most 100
     * @param directions of which surface
     * @return mm; infinite if a mask is empty
     */
    public double percentile(double percent, Directions directions) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("surface distances: percentile is " + percent + ", expected more than 0 and at most 100");
        }
        return hasBoth() ? directions.of(prediction, target, distances -> surface == Surface.SURFELS
                ? distances.reaching(percent / 100) : distances.interpolated(percent / 100)) : Double.POSITIVE_INFINITY;
    }

    /**
     * The mean distance, of surfels weighted by area.
     *
     * @param directions of which surface
     * @return mm; infinite if a mask is empty
     */
    public double mean(Directions directions) {
        return hasBoth() ? directions.of(prediction, target, Distances::mean) : Double.POSITIVE_INFINITY;
    }

    /**
     * Which part of both surfaces lies within a tolerance of the other. A distance that is larger than the tolerance by less than
     * its millionth is within: rounding of the spacing in a file decides nothing.
     *
     * @param tolerance mm, at least 0
     * @return 0 to 1; not a number if both masks are empty
     */
    public double within(double tolerance) {
        requireTolerance(tolerance);
        return (prediction.within(tolerance) + target.within(tolerance)) / (prediction.total() + target.total());
    }

    /**
     * Which part of a surface lies within a tolerance of the other, as {@link #within(double)} for both together.
     *
     * @param tolerance mm, at least 0
     * @param directions of which surface
     * @return 0 to 1; 0 if a mask is empty
     */
    public double within(double tolerance, Directions directions) {
        requireTolerance(tolerance);
        return hasBoth() ? directions.of(prediction, target, distances -> distances.within(tolerance) / distances.total()) : 0;
    }

    private static void requireTolerance(double tolerance) {
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("surface distances: tolerance is " + tolerance + ", expected at least 0 mm");
        }
    }

    private boolean hasBoth() {
        return !prediction.isEmpty() && !target.isEmpty();
    }
}
