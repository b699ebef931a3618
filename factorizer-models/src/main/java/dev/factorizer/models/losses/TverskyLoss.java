package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * 1 − (Σpg + a)/(Σpg + α Σp(1 − g) + β Σ(1 − p)g + b) for each sample and channel, p probabilities and g targets, sums over
 * voxels: Dice at α = β = ½; a greater β finds more and errs more often (Salehi et al. 2017, as MONAI computes it).
 *
 * @param activation how logits become probabilities
 * @param alpha α, the weight of what is found but isn't there
 * @param beta β, the weight of what is there but isn't found
 * @param batch whether sums run over samples too
 * @param includeBackground whether channel 0 counts
 * @param smoothNumerator a
 * @param smoothDenominator b
 * @param reduction over samples and channels
 */
public record TverskyLoss(Activation activation, double alpha, double beta, boolean batch, boolean includeBackground,
        double smoothNumerator, double smoothDenominator, Reduction reduction) implements Loss {
    private static final String NAME = "tversky loss";

    /** Checks the settings. */
    public TverskyLoss {
        Overlap.requireSmoothing(NAME, smoothNumerator, smoothDenominator);
        if (!(alpha >= 0 && beta >= 0 && alpha + beta > 0 && Double.isFinite(alpha + beta))) {
            throw new IllegalArgumentException(NAME + ": alpha is " + alpha + " and beta " + beta
                    + ", expected at least 0 in both and more in one");
        }
    }

    /**
     * MONAI's defaults: smoothing 1e-5, mean over samples and channels.
     *
     * @param activation how logits become probabilities
     * @param alpha α
     * @param beta β
     */
    public TverskyLoss(Activation activation, double alpha, double beta) {
        this(activation, alpha, beta, false, true, 1e-5, 1e-5, Reduction.MEAN);
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
        Value p = overlap.p();
        Value g = overlap.g();
        Value both = overlap.both();
        // Products, not differences of sums, which lose digits where little is wrong.
        Value onlyFound = overlap.sum(p.multiply(g.subtractedFrom(1))).multiply(alpha);
        Value onlyThere = overlap.sum(p.subtractedFrom(1).multiply(g)).multiply(beta);
        Value denominator = both.add(onlyFound).add(onlyThere).add(smoothDenominator);
        return overlap.reduced(reduction, both.add(smoothNumerator).divide(overlap.divisor(denominator)).subtractedFrom(1));
    }

    static TverskyLoss read(SettingsReader read) {
        TverskyLoss usual = new TverskyLoss(read.choice("activation", Activation.class), read.number("alpha"), read.number("beta"));
        return new TverskyLoss(usual.activation, usual.alpha, usual.beta, read.truth("batch", usual.batch),
                read.truth("includeBackground", usual.includeBackground), read.number("smoothNumerator", usual.smoothNumerator),
                read.number("smoothDenominator", usual.smoothDenominator), read.choice("reduction", usual.reduction));
    }

    @Override
    public Optional<Identity> identity() {
        return Optional.of(new Identity("tverskyLoss", new SettingsWriter()
                .put("activation", activation)
                .put("alpha", alpha)
                .put("beta", beta)
                .put("batch", batch)
                .put("includeBackground", includeBackground)
                .put("smoothNumerator", smoothNumerator)
                .put("smoothDenominator", smoothDenominator)
                .put("reduction", reduction).toTree()));
    }
}
