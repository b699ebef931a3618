package dev.factorizer.models.losses;

import dev.factorizer.api.graph.Value;
import dev.factorizer.api.settings.Identity;
import dev.factorizer.api.settings.SettingsReader;
import dev.factorizer.api.settings.SettingsWriter;
import java.util.Optional;

/**
 * Dice loss plus focal loss, each with a weight (Zhu et al. 2019; MONAI's DiceFocalLoss).
 *
 * @param dice the first part
 * @param focal the second
 * @param lambdaDice the first part's weight
 * @param lambdaFocal the second's
 */
public record DiceFocal(DiceLoss dice, FocalLoss focal, double lambdaDice, double lambdaFocal) implements Loss {
    /** Checks the weights. */
    public DiceFocal {
        if (!(lambdaDice >= 0 && lambdaFocal >= 0 && Double.isFinite(lambdaDice + lambdaFocal))) {
            throw new IllegalArgumentException("dice focal: weights are " + lambdaDice + " and " + lambdaFocal
                    + ", expected at least 0");
        }
        if (dice.reduction() == Reduction.NONE || focal.reduction() == Reduction.NONE) {
            throw new IllegalArgumentException("dice focal: reductions are " + dice.reduction() + " and " + focal.reduction()
                    + ", expected mean or sum in both parts");
        }
    }

    /**
     * MONAI's defaults: γ = 2, equal weights.
     *
     * @param activation how logits become probabilities, in both parts
     * @param squaredPrediction whether the dice part squares probabilities in its denominator
     */
    public DiceFocal(Activation activation, boolean squaredPrediction) {
        this(new DiceLoss(activation, squaredPrediction), new FocalLoss(activation), 1, 1);
    }

    @Override
    public Value apply(Value logits, Value target) {
        return dice.apply(logits, target).multiply(lambdaDice).add(focal.apply(logits, target).multiply(lambdaFocal));
    }

    static DiceFocal read(SettingsReader read) {
        return new DiceFocal(read.object("dice", DiceLoss::read), read.object("focal", FocalLoss::read),
                read.number("lambdaDice", 1), read.number("lambdaFocal", 1));
    }

    @Override
    public Value apply(Value logits, Value target, Value known) {
        return dice.apply(logits, target, known).multiply(lambdaDice).add(focal.apply(logits, target, known).multiply(lambdaFocal));
    }

    @Override
    public Optional<Identity> identity() {
        return dice.identity().flatMap(first -> focal.identity().map(second -> new Identity("diceFocal", new SettingsWriter()
                .put("dice", first.settings())
                .put("focal", second.settings())
                .put("lambdaDice", lambdaDice)
                .put("lambdaFocal", lambdaFocal).toTree())));
    }
}
