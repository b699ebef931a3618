package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is found and what is there, and sums of them over voxels: what Dice and its relatives are made of.
 *
 * @param p probabilities (B, C, S…)
 * @param g targets (B, C, S…)
 * @param known which of them are known, if not all; others are 0 in both
 * @param batch whether sums run over samples too
 */
record Overlap(Value p, Value g, Optional<Value> known, boolean batch) {
    static Overlap of(String loss, Activation activation, Value logits, Value target, Optional<Value> known, boolean batch,
            boolean includeBackground) {
        Loss.requireAlike(loss, logits, target);
        Optional<Known> part = known.map(mask -> Known.of(mask, logits));
        Value p = part.map(some -> some.only(activation.of(activation == Activation.SIGMOID ? logits : some.visible(logits))))
                .orElseGet(() -> activation.of(logits));
        Optional<Value> mask = part.map(Known::mask);
        if (includeBackground) {
            return new Overlap(p, target, mask, batch);
        }
        if (logits.channels() == 1) {
            throw new ShapeException(loss + ": logits have 1 channel, expected more when the background is left out");
        }
        return new Overlap(foreground(p), foreground(target), mask.map(Overlap::foreground), batch);
    }

    private static Value foreground(Value value) {
        return value.slice(1, 1, value.channels() - 1);
    }

    private int[] summed() {
        return IntStream.range(0, p.shape().rank()).filter(axis -> axis > 1 || axis == 0 && batch).toArray();
    }

    /** Over voxels, and samples where they count together: (B or 1, C, 1…). */
    Value sum(Value value) {
        return value.sum(summed());
    }

    /** Σpg. */
    Value both() {
        return sum(p.multiply(g));
    }

    /** 1 for each sum of which something is known, else 0. */
    private Value present(Value mask, int... together) {
        return mask.max(IntStream.concat(IntStream.of(summed()), IntStream.of(together)).toArray());
    }

    /** A denominator that isn't 0 where nothing is known, whatever the smoothing; further axes may have been summed over. */
    Value divisor(Value denominator, int... together) {
        return known.map(mask -> denominator.add(present(mask, together).subtractedFrom(1))).orElse(denominator);
    }

    /** The losses of all sums, reduced: those of which nothing is known are left out. */
    Value reduced(Reduction reduction, Value losses, int... together) {
        return known.map(mask -> reduction.of(losses, present(mask, together))).orElseGet(() -> reduction.of(losses));
    }

    static void requireSmoothing(String loss, double numerator, double denominator) {
        if (!(numerator >= 0 && denominator >= 0 && Double.isFinite(numerator + denominator))) {
            throw new IllegalArgumentException(loss + ": smoothing is " + numerator + " over " + denominator
                    + ", expected at least 0 in both");
        }
    }
}
