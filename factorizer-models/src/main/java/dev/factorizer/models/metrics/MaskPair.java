package dev.factorizer.models.metrics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was found and what is there. Keeps what metrics share, so that surfaces and their distances are computed once; for use by one
 * thread at a time.
 */
public final class MaskPair {
    /** How much the spacing of two files of one scan may differ. */
    private static final double SAME_SPACING = 1e-4;

    private final Mask prediction;
    private final Mask target;
    private final long common;
    private final Map<Surface, SurfaceDistances> distances = new EnumMap<>(Surface.class);

    /**
     * A pair.
     *
     * @param prediction what was found
     * @param target what is there
     * @throws IllegalArgumentException if they are not on the same grid
     */
    public MaskPair(Mask prediction, Mask target) {
        if (!Arrays.equals(prediction.sizes(), target.sizes())) {
            throw new IllegalArgumentException("metrics: the prediction has " + Arrays.toString(prediction.sizes())
                    + " voxels, expected the target's " + Arrays.toString(target.sizes()));
        }
        for (int axis = 0; axis < target.sizes().length; axis++) {
            if (Math.abs(prediction.spacing()[axis] - target.spacing()[axis]) > SAME_SPACING * target.spacing()[axis]) {
                throw new IllegalArgumentException("metrics: the prediction's spacing is " + Arrays.toString(prediction.spacing())
                        + " mm, expected the target's " + Arrays.toString(target.spacing()));
            }
        }
        this.prediction = prediction;
        this.target = target;
        this.common = prediction.bits().countCommon(target.bits());
    }

    /** {@return what was found} */
    public Mask prediction() {
        return prediction;
    }

    /** {@return what is there} */
    public Mask target() {
        return target;
    }

    /** {@return how many voxels are in both} */
    public long common() {
        return common;
    }

    /** Whether a mask has no voxel. */
    boolean hasEmpty() {
        return prediction.isEmpty() || target.isEmpty();
    }

    /** What a metric gives then. */
    double value(EmptyMasks emptyMasks, double best, double worst) {
        return emptyMasks.value(prediction.isEmpty(), target.isEmpty(), best, worst);
    }

    /** {@return the distances between the surfaces, computed when they are first asked for, with the target's spacing} */
    SurfaceDistances surfaceDistances(Surface surface) {
        return distances.computeIfAbsent(surface, kind -> SurfaceDistances.measure(prediction, target, kind));
    }
}
