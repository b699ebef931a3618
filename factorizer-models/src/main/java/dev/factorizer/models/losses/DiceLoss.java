package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsWriter;
import dev.factorizer.api.tensor.ShapeException;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Soft Dice: 1 − (2Σpg + a)/(Σpᵏ + Σgᵏ + b) for each sample and channel, p probabilities and g targets, sums over voxels; with
 * Jaccard 1 − (2Σpg + a)/(2(Σpᵏ + Σgᵏ − Σpg) + b) (Milletari et al. 2016, as MONAI computes it).
 *
 * @param activation how logits become probabilities
 * @param squaredPrediction whether k is 2, else 1
 * @param jaccard whether the union is in the denominator
 * @param batch whether sums run over samples too
 * @param includeBackground whether channel 0 counts
 * @param smoothNumerator a
 * @param smoothDenominator b
 * @param reduction over samples and channels
 */
public record DiceLoss(Activation activation, boolean squaredPrediction, boolean jaccard, boolean batch,
        boolean includeBackground, double smoothNumerator, double smoothDenominator, Reduction reduction)
        implements Loss {
    /** Checks the settings. */
    public DiceLoss {
        if (!(smoothNumerator >= 0 && smoothDenominator >= 0)) {
            throw new IllegalArgumentException("dice loss: smoothing is " + smoothNumerator + " over "
                    + smoothDenominator + ", expected at least 0 in both");
        }
    }

    /**
     * MONAI's defaults: smoothing 1e-5, mean over samples and channels.
     *
     * @param activation how logits become probabilities
     * @param squaredPrediction whether probabilities are squared in the denominator, as the published recipes do
     */
    public DiceLoss(Activation activation, boolean squaredPrediction) {
        this(activation, squaredPrediction, false, false, true, 1e-5, 1e-5, Reduction.MEAN);
    }

    @Override
    public Value apply(Value logits, Value target) {
        Loss.requireAlike("dice loss", logits, target);
        Value p = activation.of(logits);
        Value g = target;
        if (!includeBackground) {
            if (logits.channels() == 1) {
                throw new ShapeException("dice loss: logits have 1 channel, expected more when the background is left out");
            }
            p = p.slice(1, 1, p.channels() - 1);
            g = g.slice(1, 1, g.channels() - 1);
        }
        int[] axes = IntStream.range(0, p.shape().rank()).filter(axis -> axis > 1 || axis == 0 && batch).toArray();
        Value both = p.multiply(g).sum(axes);
        Value either = (squaredPrediction ? p.square() : p).sum(axes).add((squaredPrediction ? g.square() : g).sum(axes));
        Value denominator = jaccard ? either.subtract(both).multiply(2) : either;
        Value share = both.multiply(2).add(smoothNumerator).divide(denominator.add(smoothDenominator));
        return reduction.of(share.negate().add(1));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("diceLoss", new SettingsWriter()
                .put("activation", activation.name())
                .put("squaredPrediction", squaredPrediction)
                .put("jaccard", jaccard)
                .put("batch", batch)
                .put("includeBackground", includeBackground)
                .put("smoothNumerator", smoothNumerator)
                .put("smoothDenominator", smoothDenominator)
                .put("reduction", reduction.name()).toTree()));
    }
}
