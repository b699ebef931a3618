package dev.factorizer.models.metrics;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * How well objects are found and outlined (Kirillov et al. 2019): predicted objects are matched with those of the target, one with
 * one, the pair of the largest intersection over union first. Above a threshold of 0.5 there is only one way to match; at exactly
 * 0.5 the predicted object of the smaller number comes first, as in panoptica.
 *
 * @param threshold the least intersection over union of a match, more than 0 and at most 1
 */
public record PanopticQuality(double threshold) {
    /** Checks the threshold. */
    public PanopticQuality {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("panoptic quality: threshold is " + threshold + ", expected more than 0 and at most 1");
        }
    }

    /** A threshold of 0.5, as published. */
    public PanopticQuality() {
        this(0.5);
    }

    /**
     * What was found.
     *
     * @param targets objects of the target
     * @param predictions predicted objects
     * @param matched pairs of them
     * @param intersectionOverUnion the mean of the pairs; not a number if there is none
     * @param dice the mean Dice of the pairs; not a number if there is none
     */
    public record Result(int targets, int predictions, int matched, double intersectionOverUnion, double dice) {
        /** {@return the F1 score, matched / (matched + ½ false + ½ missed); not a number where there is no object at all} */
        public double recognitionQuality() {
            return 2.0 * matched / (targets + predictions);
        }

        /** {@return how well matched objects are outlined: their mean intersection over union, not a number if there is none} */
        public double segmentationQuality() {
            return intersectionOverUnion;
        }

        /** {@return recognition times segmentation quality; 0 if there are objects but no match, not a number without objects} */
        public double panopticQuality() {
            return matched == 0 ? recognitionQuality() : recognitionQuality() * intersectionOverUnion;
        }
    }

    private record Match(InstanceOverlaps.Pair pair, double intersectionOverUnion) { }

    /**
     * Matches objects.
     *
     * @param target those that are there
     * @param prediction those that were found, on the same grid
     * @return how well they were found
     */
    public Result of(Instances target, Instances prediction) {
        List<Match> candidates = target.overlaps(prediction).pairs().stream().map(pair -> new Match(pair, (double) pair.voxels()
                / (target.voxels(pair.first()) + prediction.voxels(pair.second()) - pair.voxels())))
                .filter(match -> match.intersectionOverUnion() >= threshold)
                .sorted(Comparator.comparingDouble((Match match) -> -match.intersectionOverUnion())
                        .thenComparingInt(match -> match.pair().second()).thenComparingInt(match -> match.pair().first())).toList();
        BitSet targets = new BitSet();
        BitSet predictions = new BitSet();
        int matched = 0;
        double overlaps = 0;
        double dice = 0;
        for (Match match : candidates) {
            if (!targets.get(match.pair().first()) && !predictions.get(match.pair().second())) {
                targets.set(match.pair().first());
                predictions.set(match.pair().second());
                matched++;
                overlaps += match.intersectionOverUnion();
                dice += 2 * match.intersectionOverUnion() / (1 + match.intersectionOverUnion());
            }
        }
        return new Result(target.count(), prediction.count(), matched, overlaps / matched, dice / matched);
    }
}
