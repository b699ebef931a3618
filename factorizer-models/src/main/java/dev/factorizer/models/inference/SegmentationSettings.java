package dev.factorizer.models.inference;

import dev.factorizer.io.bundle.Tiling;
import dev.factorizer.io.bundle.WindowWeights;
import dev.factorizer.models.bundles.ModelRecipe;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How a scan is segmented, and what is kept beside the labels.
 *
 * @param overlap the share of a window that the next one covers again; empty for what each model says
 * @param weights how the results of overlapping windows are weighted; empty for what each model says
 * @param flips the axes of the image (0 to 2, in the network's orientation) along which it is flipped, a list for each run; an
 *     empty list is the image as it is; empty for what each model says
 * @param averaging of what the results of several models are averaged
 * @param probabilities whether the probabilities are kept: a volume for each region
 * @param uncertainty whether entropy and disagreement are kept
 * @param sumBytes how much memory the sums of windows may take; with less, the image is cut into bands, and windows that reach
 *     into several of them run several times. No more than a third of Java's heap is taken
 */
public record SegmentationSettings(OptionalDouble overlap, Optional<WindowWeights> weights, Optional<List<List<Integer>>> flips,
        Averaging averaging, boolean probabilities, boolean uncertainty, long sumBytes) {
    /** At this overlap each voxel is in a thousand windows of three axes already. */
    private static final double LARGEST_OVERLAP = 0.9;

    /**
     * As trained: each model's overlap, weights and flips; the mean of the probabilities of several models; only
     * labels are kept; 2 GiB for sums.
     */
    public static final SegmentationSettings DEFAULT = new SegmentationSettings(OptionalDouble.empty(),
            Optional.empty(), Optional.empty(), Averaging.PROBABILITIES, false, false, 2L << 30);

    /** Checks the settings. */
    public SegmentationSettings {
        flips = flips.map(sets -> Tiling.checkedFlips("segment", sets));
        if (overlap.isPresent() && !(overlap.getAsDouble() >= 0 && overlap.getAsDouble() <= LARGEST_OVERLAP)) {
            throw new IllegalArgumentException("segment: overlap is " + overlap.getAsDouble() + ", expected 0 to " + LARGEST_OVERLAP);
        }
        if (sumBytes < 1) {
            throw new IllegalArgumentException("segment: sumBytes is " + sumBytes + ", expected at least 1");
        }
    }

    /**
     * The same with another overlap.
     *
     * @param share of a window that the next one covers again, 0 to 0.9
     * @return new settings
     */
    public SegmentationSettings withOverlap(double share) {
        return new SegmentationSettings(OptionalDouble.of(share), weights, flips, averaging, probabilities, uncertainty, sumBytes);
    }

    /**
     * The same with other weights of windows.
     *
     * @param mode the weights
     * @return new settings
     */
    public SegmentationSettings withWeights(WindowWeights mode) {
        return new SegmentationSettings(overlap, Optional.of(mode), flips, averaging, probabilities, uncertainty, sumBytes);
    }

    /**
     * The same with other flips.
     *
     * @param axes for each run the axes that are flipped; an empty list is the image as it is
     * @return new settings
     */
    public SegmentationSettings withFlips(List<List<Integer>> axes) {
        return new SegmentationSettings(overlap, weights, Optional.of(axes), averaging, probabilities, uncertainty, sumBytes);
    }

    /**
     * The same with another mean of several models.
     *
     * @param of what is averaged
     * @return new settings
     */
    public SegmentationSettings withAveraging(Averaging of) {
        return new SegmentationSettings(overlap, weights, flips, of, probabilities, uncertainty, sumBytes);
    }

    /** {@return the same, but the probabilities are kept} */
    public SegmentationSettings withProbabilities() {
        return new SegmentationSettings(overlap, weights, flips, averaging, true, uncertainty, sumBytes);
    }

    /** {@return the same, but entropy and disagreement are kept} */
    public SegmentationSettings withUncertainty() {
        return new SegmentationSettings(overlap, weights, flips, averaging, probabilities, true, sumBytes);
    }

    /**
     * The same with another limit for sums.
     *
     * @param bytes how much memory the sums of windows may take
     * @return new settings
     */
    public SegmentationSettings withSumBytes(long bytes) {
        return new SegmentationSettings(overlap, weights, flips, averaging, probabilities, uncertainty, bytes);
    }

    /**
     * {@return how the windows of a model are moved: as chosen, else as it says}
     *
     * @param model the model
     */
    public Tiling windows(ModelRecipe model) {
        return model.withWindows(overlap.orElse(model.overlap()), weights.orElse(model.windowWeights()), flips.orElse(model.flips())).tiling();
    }
}
