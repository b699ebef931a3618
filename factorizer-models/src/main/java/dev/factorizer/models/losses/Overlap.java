package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.ShapeException;
import java.util.stream.IntStream;

/**
 * What is found and what is there, and sums of them over voxels: what Dice and its relatives are made of.
 *
 * @param p probabilities (B, C, S…)
 * @param g targets (B, C, S…)
 * @param batch whether sums run over samples too
 */
record Overlap(Value p, Value g, boolean batch) {
    static Overlap of(String loss, Activation activation, Value logits, Value target, boolean batch,
            boolean includeBackground) {
        Loss.requireAlike(loss, logits, target);
        Value p = activation.of(logits);
        if (includeBackground) {
            return new Overlap(p, target, batch);
        }
        if (logits.channels() == 1) {
            throw new ShapeException(loss + ": logits have 1 channel, expected more when the background is left out");
        }
        return new Overlap(p.slice(1, 1, p.channels() - 1), target.slice(1, 1, p.channels() - 1), batch);
    }

    /** Over voxels, and samples where they count together: (B or 1, C, 1…). */
    Value sum(Value value) {
        return value.sum(IntStream.range(0, value.shape().rank()).filter(axis -> axis > 1 || axis == 0 && batch).toArray());
    }

    /** Σpg. */
    Value both() {
        return sum(p.multiply(g));
    }

    static void requireSmoothing(String loss, double numerator, double denominator) {
        if (!(numerator >= 0 && denominator >= 0 && Double.isFinite(numerator + denominator))) {
            throw new IllegalArgumentException(loss + ": smoothing is " + numerator + " over " + denominator
                    + ", expected at least 0 in both");
        }
    }
}
