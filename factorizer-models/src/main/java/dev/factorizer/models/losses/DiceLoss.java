package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

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
        Overlap.requireSmoothing("dice loss", smoothNumerator, smoothDenominator);
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
        return loss(Overlap.of("dice loss", activation, logits, target, Optional.empty(), batch, includeBackground));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        return loss(Overlap.of("dice loss", activation, logits, target, Optional.of(known), batch, includeBackground));
    }

    private Value loss(Overlap overlap) {
        Value p = overlap.p();
        Value g = overlap.g();
        Value both = overlap.both();
        Value either = overlap.sum(squaredPrediction ? p.square() : p).add(overlap.sum(squaredPrediction ? g.square() : g));
        Value denominator = jaccard ? either.subtract(both).multiply(2) : either;
        Value share = both.multiply(2).add(smoothNumerator).divide(overlap.divisor(denominator.add(smoothDenominator)));
        return overlap.reduced(reduction, share.negate().add(1));
    }

    static DiceLoss read(SettingsReader read) {
        DiceLoss usual = new DiceLoss(read.choice("activation", Activation.class), read.truth("squaredPrediction", false));
        return new DiceLoss(usual.activation, usual.squaredPrediction, read.truth("jaccard", usual.jaccard),
                read.truth("batch", usual.batch), read.truth("includeBackground", usual.includeBackground),
                read.number("smoothNumerator", usual.smoothNumerator), read.number("smoothDenominator", usual.smoothDenominator),
                read.choice("reduction", usual.reduction));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("diceLoss", new SettingsWriter()
                .put("activation", activation)
                .put("squaredPrediction", squaredPrediction)
                .put("jaccard", jaccard)
                .put("batch", batch)
                .put("includeBackground", includeBackground)
                .put("smoothNumerator", smoothNumerator)
                .put("smoothDenominator", smoothDenominator)
                .put("reduction", reduction).toTree()));
    }
}
