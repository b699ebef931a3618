package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * 1 − (2 Σw Σpg + a)/(Σw(Σp + Σg) + b) for each sample, p probabilities and g targets, inner sums over voxels, outer ones over
 * channels, each with a weight w that makes up for its size (Sudre et al. 2017, as MONAI computes it). A channel that is not
 * there has the greatest weight of those that are; if none is there, all weigh 0.
 *
 * @param activation how logits become probabilities
 * @param weight of a channel
 * @param batch whether sums run over samples too
 * @param includeBackground whether channel 0 counts
 * @param smoothNumerator a
 * @param smoothDenominator b
 * @param reduction over samples
 */
public record GeneralizedDiceLoss(Activation activation, Weight weight, boolean batch, boolean includeBackground,
        double smoothNumerator, double smoothDenominator, Reduction reduction) implements Loss {
    private static final String NAME = "generalized dice loss";
    private static final int CHANNELS = 1;

    /** The weight of a channel whose target has the volume v = Σg. */
    public enum Weight {
        /** 1/v². */
        SQUARE,
        /** 1/v. */
        SIMPLE,
        /** 1. */
        UNIFORM
    }

    /** Checks the settings. */
    public GeneralizedDiceLoss {
        Overlap.requireSmoothing(NAME, smoothNumerator, smoothDenominator);
    }

    /**
     * MONAI's defaults: smoothing 1e-5, mean over samples.
     *
     * @param activation how logits become probabilities
     * @param weight of a channel
     */
    public GeneralizedDiceLoss(Activation activation, Weight weight) {
        this(activation, weight, false, true, 1e-5, 1e-5, Reduction.MEAN);
    }

    @Override
    public Value apply(Value logits, Value target) {
        return loss(Overlap.of(NAME, activation, logits, target, Optional.empty(), batch, includeBackground));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        return loss(Overlap.of(NAME, activation, logits, target, Optional.of(known), batch, includeBackground));
    }

    private Value loss(Overlap overlap) {
        Value volume = overlap.sum(overlap.g());
        Value either = overlap.sum(overlap.p()).add(volume);
        Value weights = weights(volume);
        Value numerator = overlap.both().multiply(weights).sum(CHANNELS).multiply(2).add(smoothNumerator);
        Value denominator = either.multiply(weights).sum(CHANNELS).add(smoothDenominator);
        return overlap.reduced(reduction, numerator.divide(overlap.divisor(denominator, CHANNELS)).subtractedFrom(1), CHANNELS);
    }

    private Value weights(Value volume) {
        if (weight == Weight.UNIFORM) {
            return volume.trace().constant(1).broadcastTo(volume.shape());
        }
        Value missing = volume.equalTo(0);
        // One voxel in place of none: no infinity is computed, and its weight isn't taken.
        Value present = Value.select(missing, volume.trace().constant(1), volume);
        Value finite = Value.select(missing, volume.zero(), (weight == Weight.SQUARE ? present.square() : present).reciprocal());
        return Value.select(missing, finite.max(CHANNELS), finite);
    }

    static GeneralizedDiceLoss read(SettingsReader read) {
        GeneralizedDiceLoss usual = new GeneralizedDiceLoss(read.choice("activation", Activation.class),
                read.choice("weight", Weight.SQUARE));
        return new GeneralizedDiceLoss(usual.activation, usual.weight, read.truth("batch", usual.batch),
                read.truth("includeBackground", usual.includeBackground), read.number("smoothNumerator", usual.smoothNumerator),
                read.number("smoothDenominator", usual.smoothDenominator), read.choice("reduction", usual.reduction));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("generalizedDiceLoss", new SettingsWriter()
                .put("activation", activation)
                .put("weight", weight)
                .put("batch", batch)
                .put("includeBackground", includeBackground)
                .put("smoothNumerator", smoothNumerator)
                .put("smoothDenominator", smoothDenominator)
                .put("reduction", reduction).toTree()));
    }
}
