package dev.factorizer.models.metrics;

import dev.factorizer.api.tensor.Shape;
import dev.factorizer.api.tensor.ShapeException;
import dev.factorizer.api.tensor.Tensor;

/**
 * The overlap of two masks, 2|P ∩ T| / (|P| + |T|), for each sample and channel.
 *
 * @param emptyTarget what it is where the target has no voxel
 */
public record Dice(EmptyTarget emptyTarget) {
    /** What a target without voxels gives. */
    public enum EmptyTarget {
        /** 1 if the prediction is empty too, else 0: the published validation. */
        COUNTED,
        /** Not a number, to be left out of a mean. */
        IGNORED
    }

    /** Empty targets counted. */
    public Dice() {
        this(EmptyTarget.COUNTED);
    }

    /**
     * The overlap of each sample's channels.
     *
     * @param prediction (B, C, S…), foreground where not 0
     * @param target of the same shape
     * @return for each sample, a number for each channel
     */
    public double[][] of(Tensor prediction, Tensor target) {
        Shape shape = target.shape();
        if (!prediction.shape().equals(shape) || shape.rank() < 3) {
            throw new ShapeException("dice: prediction has shape " + prediction.shape() + " and target " + shape
                    + ", expected equal shapes of batch×channels×space");
        }
        float[] p = prediction.toFloats();
        float[] t = target.toFloats();
        int voxels = Math.toIntExact(shape.spatial().elements());
        double[][] scores = new double[shape.size(0)][shape.size(1)];
        for (int i = 0; i < scores.length * shape.size(1); i++) {
            scores[i / shape.size(1)][i % shape.size(1)] = of(p, t, i * voxels, voxels);
        }
        return scores;
    }

    /**
     * The overlap of two masks.
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
        return of(prediction, target, 0, target.length);
    }

    private double of(float[] prediction, float[] target, int start, int voxels) {
        long found = 0;
        long wanted = 0;
        long both = 0;
        for (int i = start; i < start + voxels; i++) {
            boolean p = prediction[i] != 0;
            boolean t = target[i] != 0;
            found += p ? 1 : 0;
            wanted += t ? 1 : 0;
            both += p && t ? 1 : 0;
        }
        if (wanted == 0 && emptyTarget == EmptyTarget.IGNORED) {
            return Double.NaN;
        }
        return found + wanted == 0 ? 1 : 2.0 * both / (found + wanted);
    }
}
