package dev.factorizer.models.metrics;

/**
 * The normalized surface Dice: which part of both surfaces lies within a tolerance of the other one (Nikolov et al. 2018,
 * arXiv:1809.04430).
 *
 * @param tolerance in mm, at least 0: what two experts disagree by; a distance that is larger by less than its millionth is within
 * @param surface what a surface is
 * @param emptyMasks what it is where a mask is empty
 */
public record SurfaceDice(double tolerance, Surface surface, EmptyMasks emptyMasks) implements Metric {
    /** Checks the tolerance and the values. */
    public SurfaceDice {
        if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("surface Dice: tolerance is " + tolerance + ", expected at least 0 mm");
        }
        emptyMasks.requireFinite("surface Dice");
    }

    /**
     * Over boundary voxels; two empty masks agree, a mask and an empty one don't.
     *
     * @param tolerance in mm, at least 0
     */
    public SurfaceDice(double tolerance) {
        this(tolerance, Surface.BOUNDARY_VOXELS, EmptyMasks.WORST_CASE);
    }

    /**
     * {@return that of the Medical Segmentation Decathlon: over surfels, with its tolerance}
     *
     * @param task whose structure is segmented
     */
    public static SurfaceDice decathlon(DecathlonTask task) {
        return new SurfaceDice(task.tolerance(), Surface.SURFELS, EmptyMasks.WORST_CASE);
    }

    @Override
    public String name() {
        return "nsd@" + PlainNumber.of(tolerance) + surface.suffix();
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public String describe() {
        return "normalized surface Dice at " + PlainNumber.of(tolerance) + " mm over " + surface.words() + "; "
                + emptyMasks.describe("1", "0");
    }

    @Override
    public double of(MaskPair pair) {
        return pair.hasEmpty() ? pair.value(emptyMasks, 1, 0) : pair.surfaceDistances(surface).within(tolerance);
    }
}
