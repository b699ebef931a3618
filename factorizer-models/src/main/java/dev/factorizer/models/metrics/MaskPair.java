package dev.factorizer.models.metrics;

import dev.factorizer.io.images.Volumes;
import dev.factorizer.io.volume.Grid;
import dev.factorizer.io.volume.Volume;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found and what is there. Keeps what metrics share, so that surfaces, their distances and lesions are computed once; for use by one
 * thread at a time.
 */
public final class MaskPair {
    /** How much the spacing of two files of one scan may differ. */
    private static final double SAME_SPACING = 1e-4;

    private final Mask prediction;
    private final Mask target;
    private final long common;
    private final Map<Surface, SurfaceDistances> distances = new EnumMap<>(Surface.class);
    private @Nullable LesionAgreement lesions;

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

    /**
     * A channel that is not 0 in the object.
     *
     * @param prediction has what was found
     * @param target has what is there
     * @param channel which, of both
     * @return the pair
     * @throws IllegalArgumentException if they are not on the same grid, or a voxel is not a number
     */
    public static MaskPair of(Volume prediction, Volume target, int channel) {
        requireOneGrid(prediction.grid(), target.grid());
        return new MaskPair(Mask.of(prediction, channel), Mask.of(target, channel));
    }

    /**
     * The voxels of two label maps that have a label.
     *
     * @param prediction what was found, one channel
     * @param target what is there, one channel
     * @param label which
     * @return the pair
     * @throws IllegalArgumentException if they are not on the same grid, or a voxel is not a number
     */
    public static MaskPair ofLabel(Volume prediction, Volume target, int label) {
        requireOneGrid(prediction.grid(), target.grid());
        return new MaskPair(Mask.ofLabel(prediction, label), Mask.ofLabel(target, label));
    }

    private static void requireOneGrid(Grid prediction, Grid target) {
        if (!prediction.isNear(target, Volumes.TOLERANCE)) {
            throw new IllegalArgumentException("metrics: the prediction has " + prediction.describeSizes() + " voxels at "
                    + prediction.affine() + ", expected the grid of the target, " + target.describeSizes() + " at " + target.affine());
        }
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

    /** {@return how well lesions agree that are connected by all neighbors (26 in space, 8 in a plane), computed when first asked for} */
    public LesionAgreement lesions() {
        if (lesions == null) {
            ConnectedComponents components = new ConnectedComponents(Connectivity.CORNERS);
            lesions = LesionAgreement.of(components.of(target), components.of(prediction));
        }
        return lesions;
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
