package dev.factorizer.models.metrics;

import dev.factorizer.api.tensor.ShapeException;

/**
 * The overlap of two masks, 2|P ∩ T| / (|P| + |T|).
 *
 * @param emptyMasks what it is where a mask is empty
 */
public record Dice(EmptyMasks emptyMasks) implements Metric {
    /** Checks the values. */
    public Dice {
        emptyMasks.requireFinite("dice");
    }

    /** Two empty masks agree, a mask and an empty one don't: the published validation. */
    public Dice() {
        this(EmptyMasks.WORST_CASE);
    }

    @Override
    public String name() {
        return "dice";
    }

    @Override
    public String unit() {
        return "";
    }

    @Override
    public String describe() {
        return "Dice; " + emptyMasks.describe("1", "0");
    }

    @Override
    public double of(MaskPair pair) {
        return of(pair.prediction().voxels(), pair.target().voxels(), pair.common());
    }

    /**
     * The overlap of two masks without a grid.
     *
     * @param prediction foreground where not 0
     * @param target of the same length
     * @return the score
     */
    public double of(float[] prediction, float[] target) {
        if (prediction.length != target.length) {
            throw new ShapeException("dice: prediction has " + prediction.length + " voxels, expected the target's "
                    + target.length);
        }
        long found = 0;
        long wanted = 0;
        long both = 0;
        for (int i = 0; i < target.length; i++) {
            boolean p = prediction[i] != 0;
            boolean t = target[i] != 0;
            found += p ? 1 : 0;
            wanted += t ? 1 : 0;
            both += p && t ? 1 : 0;
        }
        return of(found, wanted, both);
    }

    private double of(long found, long wanted, long both) {
        return found == 0 || wanted == 0 ? emptyMasks.value(found == 0, wanted == 0, 1, 0) : 2.0 * both / (found + wanted);
    }
}
